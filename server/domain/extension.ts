import type { Calendar } from './calendar.ts';
import { extendClock } from './clocks.ts';
import type { Clock } from './clocks.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Why a clock cannot be extended by so many working days; null when it can. `path` is the answer that says how many. */
export function refuseExtension(clock: Clock, calendar: Calendar, days: number, at: Date, path: string): Refusal | null {
  const extended = extendClock(clock, calendar, days, at);
  if (!isRefusal(extended)) return null;
  const { code, reason = 'extension_too_long', values } = extended;
  return code === 'invalid' ? refuse('invalid', { fields: { [path]: { code: reason, ...(values ? { params: values } : {}) } } }) : extended;
}
