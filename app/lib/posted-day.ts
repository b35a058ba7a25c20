import { isWeekendDay, weekdayOfDay } from './year-days.ts';

type PostedDay = { day: string; off: boolean | null; name: string; source: string; revision: number };

/** What the calendar's form says: a day as its weekday says, or as the opposite. What is no day is left for the server to refuse. */
export function postedDay(form: FormData): PostedDay {
  const day = textOf(form, 'day');
  const revision = Number(textOf(form, 'revision'));
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  const exception = form.get('kind') === 'exception';
  return {
    day,
    off: exception && isDay ? !isWeekendDay(weekdayOfDay(day)) : null,
    name: exception ? textOf(form, 'name') : '',
    source: exception ? textOf(form, 'source') : '',
    revision: Number.isSafeInteger(revision) ? revision : -1,
  };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
