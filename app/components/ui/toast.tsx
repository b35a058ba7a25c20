import { useEffect, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { Flash } from '#app/lib/flash.ts';

const SHOWN_MS = 6000;

/**
 * Says shortly what was just done, and then goes: never the only place of a message that a person must act on.
 * It stays for its time although the pages are asked again meanwhile.
 */
export function ToastRegion({ flash }: { flash: Flash | null }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Flash | null>(null);
  useEffect(() => {
    if (flash !== null) setShown(flash);
  }, [flash]);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div
      role="status"
      aria-label={t('common.notice')}
      className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4 md:bottom-6"
      data-print="no"
    >
      {shown === null ? null : (
        <p className="bg-ink text-canvas shadow-raised animate-arrive rounded-md px-4 py-2">
          {t(`shell.flash.${shown.key}`, { name: shown.name })}
        </p>
      )}
    </div>
  );
}
