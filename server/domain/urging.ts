import { dayOf } from './calendar.ts';
import type { Calendar } from './calendar.ts';

export type CannotUrge = 'urged_today' | 'urged_enough';

/** So often within so many days, whoever has the case in hand: how many hands it went through is no news for the applicant. */
const MOST = 3;
const WITHIN_MS = 10 * 24 * 3_600_000;

/** May the applicant urge again (催办)? Once a day, and three times in ten days. Null when they may. */
export function cannotUrge(earlier: readonly Date[], now: Date, timezone: Calendar['timezone']): CannotUrge | null {
  if (earlier.some((at) => dayOf(at, timezone) === dayOf(now, timezone))) return 'urged_today';
  return earlier.filter((at) => now.getTime() - at.getTime() < WITHIN_MS).length >= MOST ? 'urged_enough' : null;
}
