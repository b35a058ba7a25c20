import { isWeekend } from './calendar.ts';
import type { CalendarDay, Day } from './calendar.ts';
import { refuse } from './refusal.ts';
import type { FieldRefusal, Refusal } from './refusal.ts';

/** What somebody wants a day to be: off or worked with its name and source, or (null) what its weekday says. */
export type DayEdit = { readonly day: Day; readonly off: boolean | null; readonly name: string; readonly source: string };

const LONGEST_NAME = 40;
const LONGEST_SOURCE = 300;

/** Why the day cannot become so; null when it can. An exception needs a name and says on whose word it rests. */
export function refuseEdit({ day, off, name, source }: DayEdit): Refusal | null {
  if (!isPlannable(day)) return refuse('invalid', { fields: { day: { code: 'not_a_calendar_day' } } });
  if (off === null) return null;
  if (off === isWeekend(day)) return refuse('invalid', { fields: { off: { code: 'no_exception' } } });
  const wrong: Record<string, FieldRefusal> = {
    ...textRefusal('name', name, LONGEST_NAME, 'day_name_required'),
    ...textRefusal('source', source, LONGEST_SOURCE, 'day_source_required'),
  };
  return Object.keys(wrong).length === 0 ? null : refuse('invalid', { fields: wrong });
}

/** The days as they would be entered after the edit; what a weekday says anyway is no exception any more. */
export function withEdit(days: readonly CalendarDay[], { day, off, name }: DayEdit, level: CalendarDay['level'] = 'city'): CalendarDay[] {
  const others = days.filter(({ date }) => date !== day);
  return [...others, { date: day, off: off ?? isWeekend(day), name, level }];
}

/** A day of this century: another one is a slip of the hand. */
export function isPlannable(day: string): boolean {
  const at = /^20\d{2}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function textRefusal(path: string, text: string, max: number, required: string): Record<string, FieldRefusal> {
  if (text === '') return { [path]: { code: required } };
  return text.length > max ? { [path]: { code: 'request_too_long', params: { max } } } : {};
}
