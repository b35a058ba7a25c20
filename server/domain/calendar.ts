/**
 * Working days of the city. Days are 'YYYY-MM-DD' strings, instants are Dates;
 * nothing here reads the machine's clock or time zone.
 */

/** A civil day, 'YYYY-MM-DD'. */
export type Day = string;
/** A time of day, 'HH:MM', 24 hours. */
export type TimeOfDay = string;
export type OfficeSpan = readonly [from: TimeOfDay, to: TimeOfDay];

/** One exception as an administrator enters it: a weekday off, or a weekend day worked. */
export type CalendarDay = {
  readonly date: Day;
  readonly off: boolean;
  readonly name: string;
  readonly level: 'national' | 'city';
};

export type LimitUnit = 'workingDay' | 'month' | 'year';

/** `off` and `worked` hold day numbers (days since 1970-01-01): many times faster than strings. */
export type Calendar = {
  readonly off: ReadonlySet<number>;
  readonly worked: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly officeHours: readonly OfficeSpan[];
  readonly timezone: TimeZone;
};

/** Where a limit ends; `uncertain` when it was counted through a year not yet entered. */
export type Due = { readonly day: Day; readonly at: Date; readonly uncertain: boolean };

const minute = 60_000;
const dayLength = 24 * 60 * minute;
/** Fixed offsets only: mainland China has kept UTC+8 without summer time since 1992. */
const zoneOffset = { 'Asia/Shanghai': 8 * 60 * minute } as const;
export type TimeZone = keyof typeof zoneOffset;

/** 拉萨市政府信息公开指南 (2024-05). */
const lhasaOfficeHours: readonly OfficeSpan[] = [
  ['09:30', '13:00'],
  ['15:30', '18:00'],
];

/**
 * Builds the calendar from its entered days. Where both levels enter the same day the city's wins:
 * Losar and Shoton are moved by the city, whatever the State Council's table says.
 * A year counts as entered when New Year and National Day, the first and the last statutory holiday
 * of every year, stand in it: one local holiday entered early does not make a year known.
 */
export function calendarOf(
  days: readonly CalendarDay[],
  officeHours: readonly OfficeSpan[] = lhasaOfficeHours,
  timezone: TimeZone = 'Asia/Shanghai',
): Calendar {
  if (officeHours.length === 0) throw new RangeError('a calendar needs office hours');
  const exceptions = new Map<number, boolean>();
  for (const level of ['national', 'city'] as const) {
    for (const day of days) if (day.level === level) exceptions.set(numberOf(day.date), day.off);
  }
  const off = new Set<number>();
  const worked = new Set<number>();
  for (const [day, isOff] of exceptions) (isOff ? off : worked).add(day);
  const years = new Set<number>();
  for (const day of off) {
    const year = yearOf(day);
    if (off.has(Date.UTC(year, 0, 1) / dayLength) && off.has(Date.UTC(year, 9, 1) / dayLength)) years.add(year);
  }
  return { off, worked, years, officeHours, timezone };
}

export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return isWorking(calendar, numberOf(day));
}

/** What the weekday says of a day, before any exception. */
export function isWeekend(day: Day): boolean {
  return isWeekendNumber(numberOf(day));
}

/** Whether the year of this day has been entered; otherwise it is counted by plain weekdays. */
export function isEntered(calendar: Calendar, day: Day): boolean {
  return calendar.years.has(yearOf(numberOf(day)));
}

/** The n-th working day after `startDay`, which is itself not counted; n = 0 is `startDay`. Throws unless n is a whole number >= 0. */
export function addWorkingDays(calendar: Calendar, startDay: Day, n: number): Day {
  return dayAt(workingDayAfter(calendar, numberOf(startDay), n));
}

/** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  const start = numberOf(from);
  const end = numberOf(to);
  let count = 0;
  for (let day = Math.min(start, end) + 1; day <= Math.max(start, end); day += 1) {
    if (isWorking(calendar, day)) count += 1;
  }
  return start <= end ? count : 0 - count;
}

/** The corresponding day n months later, or the last day of that month where it has none (民法典 202). */
export function addCalendarMonths(startDay: Day, n: number): Day {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of months: ${n}`);
  const start = new Date(numberOf(startDay) * dayLength);
  const month = start.getUTCMonth() + n;
  const lastOfMonth = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0));
  const day = Math.min(start.getUTCDate(), lastOfMonth.getUTCDate());
  return dayAt(Date.UTC(start.getUTCFullYear(), month, day) / dayLength);
}

/** The civil day in which an instant falls, whatever zone the machine is set to. */
export function dayOf(instant: Date, timezone: TimeZone = 'Asia/Shanghai'): Day {
  return dayAt(Math.floor((instant.getTime() + zoneOffset[timezone]) / dayLength));
}

/** That day and the minute in it, as forms write a time: 2026-11-23T09:30. */
export function minuteOf(instant: Date, timezone: TimeZone = 'Asia/Shanghai'): string {
  return new Date(instant.getTime() + zoneOffset[timezone]).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** The instant at which a limit ends on its last day: when the offices close (民法典 203). */
export function dueInstant(calendar: Calendar, day: Day): Date {
  return closingOf(calendar, numberOf(day));
}

/**
 * The end of a limit that starts on `startDay` (not counted). Limits in months and years run by the
 * calendar and roll on to the next working day when they end on a day off (民法典 203).
 */
export function dueAfter(calendar: Calendar, startDay: Day, amount: number, unit: LimitUnit): Due {
  const start = numberOf(startDay);
  const last = lastDay(calendar, start, amount, unit);
  // Working days are counted through every year on the way; months only look at the last day.
  const uncertain = !allEntered(calendar, unit === 'workingDay' ? start + 1 : last, last);
  return { day: dayAt(last), at: closingOf(calendar, last), uncertain };
}

/** The instant after so many minutes of office time on a day; 0 is the opening. */
export function officeInstant(calendar: Calendar, day: Day, minutesOfOffice: number): Date {
  let left = minutesOfOffice;
  for (const [from, to] of calendar.officeHours) {
    const length = minutesOf(to) - minutesOf(from);
    if (left < length) return instantAt(calendar, numberOf(day), minutesOf(from) + left);
    left -= length;
  }
  return dueInstant(calendar, day);
}

/** The instant of a time of day on a day, whether the offices are open then or not. */
export function timeOn(calendar: Calendar, day: Day, time: TimeOfDay): Date {
  return instantAt(calendar, numberOf(day), minutesOf(time));
}

/** Minutes of office time in one working day. */
export function officeMinutes(calendar: Calendar): number {
  return calendar.officeHours.reduce((sum, [from, to]) => sum + minutesOf(to) - minutesOf(from), 0);
}

function lastDay(calendar: Calendar, start: number, amount: number, unit: LimitUnit): number {
  if (unit === 'workingDay') return workingDayAfter(calendar, start, amount);
  const corresponding = numberOf(addCalendarMonths(dayAt(start), unit === 'year' ? amount * 12 : amount));
  return isWorking(calendar, corresponding) ? corresponding : workingDayAfter(calendar, corresponding, 1);
}

function workingDayAfter(calendar: Calendar, start: number, n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`);
  let day = start;
  for (let left = n; left > 0; ) {
    day += 1;
    if (isWorking(calendar, day)) left -= 1;
  }
  return day;
}

function allEntered(calendar: Calendar, first: number, last: number): boolean {
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    if (!calendar.years.has(year)) return false;
  }
  return true;
}

function isWorking(calendar: Calendar, day: number): boolean {
  return isWeekendNumber(day) ? calendar.worked.has(day) : !calendar.off.has(day);
}

function isWeekendNumber(day: number): boolean {
  // 1970-01-01 was a Thursday: 0 is Monday, 5 and 6 are the weekend.
  return (((day + 3) % 7) + 7) % 7 >= 5;
}

function closingOf(calendar: Calendar, day: number): Date {
  const closing = calendar.officeHours.at(-1);
  if (closing === undefined) throw new RangeError('a calendar needs office hours');
  return instantAt(calendar, day, minutesOf(closing[1]));
}

function instantAt(calendar: Calendar, day: number, minutes: number): Date {
  return new Date(day * dayLength + minutes * minute - zoneOffset[calendar.timezone]);
}

function minutesOf(time: TimeOfDay): number {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`not a time of day: ${time}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function yearOf(day: number): number {
  return new Date(day * dayLength).getUTCFullYear();
}

function numberOf(day: Day): number {
  const at = /^[1-9]\d{3}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The parser accepts 30 February and moves it to March.
  if (Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day.slice(8))) throw new RangeError(`not a day: ${day}`);
  return at / dayLength;
}

function dayAt(day: number): Day {
  const date = new Date(day * dayLength);
  const [month, ofMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return `${date.getUTCFullYear()}-${month < 10 ? '0' : ''}${month}-${ofMonth < 10 ? '0' : ''}${ofMonth}`;
}
