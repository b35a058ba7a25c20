import { useTranslation } from '#app/lib/translation.tsx';

/** An exception is read by its word, then its shape: a free weekday in a round frame, a worked weekend day in a square one. */
export function Mark({ off }: { off: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      aria-hidden="true"
      className={`mt-0.5 inline-flex h-3.5 min-w-3.5 items-center justify-center border px-0.5 text-[10px] leading-none ${
        off ? 'border-ok text-ok bg-ok-soft rounded-full' : 'border-warn text-warn bg-warn-soft'
      }`}
    >
      {t(off ? 'calendar.offMark' : 'calendar.workedMark')}
    </span>
  );
}
