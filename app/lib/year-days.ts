export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
export type Month = (typeof MONTHS)[number];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `month` counts from 1, as people do. */
export type YearDay = { readonly day: string; readonly month: number; readonly date: number; readonly weekday: Weekday };

/** The days of a month in weeks from Monday to Sunday; null before its first and after its last day. */
export function weeksOf(year: number, name: Month): (YearDay | null)[][] {
  const month = MONTHS.indexOf(name);
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const before = WEEKDAYS.indexOf(weekdayOf(new Date(Date.UTC(year, month, 1))));
  return Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    WEEKDAYS.map((weekday, index) => {
      const date = week * 7 + index - before + 1;
      return date < 1 || date > length ? null : { day: isoOf(new Date(Date.UTC(year, month, date))), month: month + 1, date, weekday };
    }),
  );
}

/** The civil day so many days later. */
export function dayAfter(day: string, days: number): string {
  return isoOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
}

export function weekdayOfDay(day: string): Weekday {
  return weekdayOf(new Date(`${day}T00:00:00Z`));
}

export function isWeekendDay(weekday: Weekday): boolean {
  return weekday === 'sat' || weekday === 'sun';
}

function weekdayOf(at: Date): Weekday {
  return WEEKDAYS[(at.getUTCDay() + 6) % 7] ?? 'mon';
}

function isoOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
