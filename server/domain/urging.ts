import { dayOf } from './calendar.ts';
import type { Calendar } from './calendar.ts';

export type CannotUrge = 'urged_today' | 'urged_enough';

/** How often one step may be urged. */
const MOST = 3;

/** May the applicant urge again (催办)? Once a day, and three times at most while a step is open. Null when they may. */
export function cannotUrge(earlier: readonly Date[], openSince: Date, now: Date, timezone: Calendar['timezone']): CannotUrge | null {
  if (earlier.some((at) => dayOf(at, timezone) === dayOf(now, timezone))) return 'urged_today';
  return earlier.filter((at) => at >= openSince).length >= MOST ? 'urged_enough' : null;
}
