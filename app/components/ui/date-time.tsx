import { useTranslation } from '#app/lib/translation.tsx';
import { cityTime, clockTime, distance, isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';

type DateTimeProps = {
  value: string;
  /** `day` hides the hour; the relative time always stands beside the exact one, never instead of it, and never on paper. */
  precision?: 'day' | 'minute';
  relative?: boolean;
  className?: string;
};

export function DateTime({ value, precision = 'minute', relative = false, className }: DateTimeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { year, month, day } = cityTime(value);
  const exact =
    precision === 'day' ? t('common.date', { year, month, day }) : t('common.dateTime', { year, month, day, time: clockTime(value) });
  const far = relative ? distance(value, now) : null;
  return (
    <time dateTime={precision === 'day' ? isoDay(value) : value} className={className}>
      <span className="whitespace-nowrap">{exact}</span>
      {far === null ? null : (
        <span className="text-muted whitespace-nowrap" data-print="no">
          {' '}
          ({far.past ? t(`common.past.${far.key}`, { count: far.count }) : t(`common.future.${far.key}`, { count: far.count })})
        </span>
      )}
    </time>
  );
}
