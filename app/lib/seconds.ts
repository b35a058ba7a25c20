import type { TFunction } from 'i18next';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A length of time in its largest fitting unit: 40 秒, 3 分钟, 2 小时. */
export function seconds(t: TFunction<'app'>, length: number): string {
  if (length < MINUTE) return t('operations.time.seconds', { count: Math.round(length) });
  if (length < HOUR) return t('operations.time.minutes', { count: Math.round(length / MINUTE) });
  return t('operations.time.hours', { count: Math.round(length / HOUR) });
}
