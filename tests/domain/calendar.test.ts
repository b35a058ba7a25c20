import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addCalendarMonths,
  addWorkingDays,
  calendarOf,
  dayOf,
  minuteOf,
  dueAfter,
  dueInstant,
  isEntered,
  isWorkingDay,
  officeInstant,
  officeMinutes,
  workingDaysBetween,
} from '#server/domain/calendar.ts';
import type { CalendarDay } from '#server/domain/calendar.ts';
import seed from '../../server/db/seed/calendar.json' with { type: 'json' };

const days: CalendarDay[] = seed.days.map((day) => ({ ...day, level: day.level === 'city' ? 'city' : 'national' }));
const lhasa = calendarOf(days);
const nationalOnly = calendarOf(days.filter((day) => day.level === 'national'));

const firstDay = Date.UTC(2024, 0, 1);
const someDay = fc.integer({ min: 0, max: 5 * 366 }).map((n) => new Date(firstDay + n * 86_400_000).toISOString().slice(0, 10));
const someCount = fc.integer({ min: 0, max: 60 });

describe('working days', () => {
  test.each([
    ['2026-02-13', 10, '2026-03-10'],
    ['2026-09-24', 10, '2026-10-15'],
    ['2025-02-26', 10, '2025-03-18'],
  ])('%s and %i working days end on %s in Lhasa', (start, n, end) => {
    expect(addWorkingDays(lhasa, start, n)).toBe(end);
    expect(workingDaysBetween(lhasa, start, end)).toBe(n);
  });

  test('the national calendar alone would end a limit over Losar too early', () => {
    expect(addWorkingDays(nationalOnly, '2025-02-26', 10)).toBe('2025-03-12');
  });

  test('a weekend day that is worked counts, a weekday off does not', () => {
    expect(isWorkingDay(lhasa, '2026-02-14')).toBe(true);
    expect(isWorkingDay(lhasa, '2026-02-16')).toBe(false);
    expect(isWorkingDay(lhasa, '2026-03-07')).toBe(false);
    expect(isWorkingDay(lhasa, '2026-03-09')).toBe(true);
  });

  test('where nation and city enter the same day, the city wins in any order', () => {
    const national: CalendarDay = { date: '2026-03-10', off: true, name: '', level: 'national' };
    const city: CalendarDay = { date: '2026-03-10', off: false, name: '', level: 'city' };
    expect(isWorkingDay(calendarOf([national, city]), '2026-03-10')).toBe(true);
    expect(isWorkingDay(calendarOf([city, national]), '2026-03-10')).toBe(true);
  });

  test('the last of the added days is a working day and lies after the start', () => {
    fc.assert(
      fc.property(someDay, someCount, (start, n) => {
        fc.pre(n > 0);
        const end = addWorkingDays(lhasa, start, n);
        expect(isWorkingDay(lhasa, end)).toBe(true);
        expect(end > start).toBe(true);
      }),
    );
  });

  test('more days or a later start never end earlier', () => {
    fc.assert(
      fc.property(someDay, someDay, someCount, someCount, (a, b, n, m) => {
        const [start, laterStart] = a <= b ? [a, b] : [b, a];
        const [fewer, more] = n <= m ? [n, m] : [m, n];
        expect(addWorkingDays(lhasa, start, fewer) <= addWorkingDays(lhasa, start, more)).toBe(true);
        // 0 is the start itself, so only a counted day is comparable across starts.
        fc.pre(n > 0);
        expect(addWorkingDays(lhasa, start, n) <= addWorkingDays(lhasa, laterStart, n)).toBe(true);
      }),
    );
  });

  test('counting back what was added gives the same number', () => {
    fc.assert(
      fc.property(someDay, someCount, (start, n) => {
        const end = addWorkingDays(lhasa, start, n);
        expect(workingDaysBetween(lhasa, start, end)).toBe(n);
        expect(workingDaysBetween(lhasa, end, start)).toBe(n === 0 ? 0 : -n);
      }),
    );
  });

  test('days between add up over any day in the middle', () => {
    fc.assert(
      fc.property(someDay, someDay, someDay, (a, b, c) => {
        expect(workingDaysBetween(lhasa, a, b) + workingDaysBetween(lhasa, b, c)).toBe(workingDaysBetween(lhasa, a, c));
      }),
    );
  });

  test('what is no day and no count of days is a mistake of the caller', () => {
    for (const day of ['2026-02-30', '2026-13-01', '2026-2-3', '0026-02-13', '', '2026-02-13T00:00', '二〇二六年']) {
      expect(() => isWorkingDay(lhasa, day)).toThrow(RangeError);
    }
    for (const n of [-1, 1.5, Number.NaN, Infinity]) expect(() => addWorkingDays(lhasa, '2026-02-13', n)).toThrow(RangeError);
    expect(() => addCalendarMonths('2026-02-13', 0.5)).toThrow(RangeError);
    expect(() => calendarOf([], [])).toThrow(RangeError);
    expect(() => officeMinutes(calendarOf([], [['9:30', '25:00']]))).toThrow(RangeError);
  });
});

describe('years not yet entered', () => {
  test('a limit that reaches into such a year is counted by plain weekdays and says so', () => {
    expect(dueAfter(lhasa, '2026-12-28', 3, 'workingDay')).toMatchObject({ day: '2026-12-31', uncertain: false });
    expect(dueAfter(lhasa, '2026-12-28', 4, 'workingDay')).toMatchObject({ day: '2027-01-01', uncertain: true });
    expect(dueAfter(lhasa, '2026-08-31', 6, 'month')).toMatchObject({ day: '2027-03-01', uncertain: true });
  });

  test('one local holiday entered early does not make a year known, but counts', () => {
    const shoton: CalendarDay = { date: '2027-09-01', off: true, name: '雪顿节', level: 'city' };
    const calendar = calendarOf([...days, shoton]);
    expect(isEntered(calendar, '2027-09-01')).toBe(false);
    expect(isWorkingDay(calendar, '2027-09-01')).toBe(false);
    expect(isEntered(calendar, '2026-09-01')).toBe(true);
  });
});

describe('instants', () => {
  test('a limit ends when the offices close on its last day, Lhasa keeping Beijing time', () => {
    expect(dueAfter(lhasa, '2026-02-13', 10, 'workingDay').at.toISOString()).toBe('2026-03-10T10:00:00.000Z');
    expect(dueInstant(calendarOf(days, [['09:00', '17:30']]), '2026-03-10').toISOString()).toBe('2026-03-10T09:30:00.000Z');
  });

  test('the day changes at midnight in Shanghai', () => {
    expect(dayOf(new Date('2026-03-10T15:59:59.999Z'))).toBe('2026-03-10');
    expect(dayOf(new Date('2026-03-10T16:00:00.000Z'))).toBe('2026-03-11');
    expect(minuteOf(new Date('2026-03-10T16:05:59.999Z'))).toBe('2026-03-11T00:05');
  });

  test('the fixed offset agrees with the time zone database since 1992', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    fc.assert(
      fc.property(fc.date({ min: new Date('1992-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (instant) => {
        expect(dayOf(instant)).toBe(format.format(instant));
      }),
    );
  });

  test('office time skips the midday break and stops at closing time', () => {
    expect(officeMinutes(lhasa)).toBe(360);
    expect(officeInstant(lhasa, '2026-03-10', 0).toISOString()).toBe('2026-03-10T01:30:00.000Z');
    expect(officeInstant(lhasa, '2026-03-10', 180).toISOString()).toBe('2026-03-10T04:30:00.000Z');
    expect(officeInstant(lhasa, '2026-03-10', 210).toISOString()).toBe('2026-03-10T07:30:00.000Z');
    expect(officeInstant(lhasa, '2026-03-10', 360).toISOString()).toBe('2026-03-10T10:00:00.000Z');
  });
});

describe('limits in months and years', () => {
  test('end on the corresponding day, or on the last of a month that has none', () => {
    expect(addCalendarMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addCalendarMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addCalendarMonths('2026-03-15', 11)).toBe('2027-02-15');
    expect(addCalendarMonths('2026-03-31', -1)).toBe('2026-02-28');
  });

  test('roll on to the next working day when they end on a day off', () => {
    expect(dueAfter(lhasa, '2026-04-01', 6, 'month').day).toBe('2026-10-08');
    expect(dueAfter(lhasa, '2025-03-09', 1, 'year').day).toBe('2026-03-09');
  });
});
