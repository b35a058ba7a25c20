import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from './button.tsx';

type DialogProps = { open: boolean; onClose: () => void; title: string; children: ReactNode };

/**
 * The browser's own modal dialog: it keeps the focus, closes on Escape and makes the rest of the page inert,
 * without a library and without the inline styles that our content security policy forbids.
 */
export function Dialog({ open, onClose, title, children }: DialogProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
      aria-label={title}
      className="bg-surface text-ink border-line shadow-raised m-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg border p-0"
    >
      <div className="border-line flex items-center justify-between gap-4 border-b py-2 pr-2 pl-4">
        <h2 className="text-lg font-semibold">{title}</h2>
        <Button tone="quiet" size="icon" onClick={onClose} aria-label={t('common.close')}>
          <X aria-hidden="true" className="size-4" />
        </Button>
      </div>
      <div className="p-4">{open ? children : null}</div>
    </dialog>
  );
}
