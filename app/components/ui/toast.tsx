import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Toast = { id: number; text: string };

const listeners = new Set<(toast: Toast) => void>();
const SHOWN_MS = 5000;
let count = 0;

/** Says shortly what was done. Never the only place of a message that a person must act on. */
export function notify(text: string): void {
  count += 1;
  for (const listener of listeners) listener({ id: count, text });
}

export function ToastRegion() {
  const { t } = useTranslation();
  const [toast, setToast] = useState<Toast | null>(null);
  useEffect(() => {
    listeners.add(setToast);
    return () => {
      listeners.delete(setToast);
    };
  }, []);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div role="status" aria-label={t('common.notice')} className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4 md:bottom-6" data-print="no">
      {toast === null ? null : (
        <p key={toast.id} className="bg-ink text-canvas shadow-raised animate-arrive rounded-md px-4 py-2">
          {toast.text}
        </p>
      )}
    </div>
  );
}
