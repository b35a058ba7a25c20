import { useTranslation } from '#app/lib/translation.tsx';

/** Stands where content will come, in its size, so that nothing moves when it arrives. */
export function Skeleton({ className }: { className: string }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={`bg-sunken border-line animate-pulse rounded-md border ${className}`}>
      <span className="sr-only">{t('common.loading')}</span>
    </div>
  );
}
