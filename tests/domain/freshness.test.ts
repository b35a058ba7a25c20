import { describe, expect, test } from 'vitest';
import { addCalendarMonths, calendarOf } from '#server/domain/calendar.ts';
import type { Deadline } from '#server/domain/deadlines.ts';
import { freshnessOf, lateSince } from '#server/domain/freshness.ts';

const limit = (cycle: string, amount: number, unit: Deadline['unit']): Deadline => ({
  key: `data.cycle.${cycle}`,
  amount,
  unit,
  extensionMax: null,
  basis: '产品默认',
  status: 'product',
  effectiveFrom: '2025-08-01',
});
const rules = {
  calendar: calendarOf([]),
  deadlines: [limit('daily', 5, 'workingDay'), limit('monthly', 1, 'month'), limit('yearly', 12, 'month')],
};

describe('how fresh data are', () => {
  test('data are late on the day after their cycle has ended (requirement 53)', () => {
    expect(freshnessOf(rules, 'monthly', '2026-10-23', '2026-11-23')).toEqual({ dueOn: '2026-11-23', overdue: false });
    expect(freshnessOf(rules, 'monthly', '2026-10-23', '2026-11-24')).toEqual({ dueOn: '2026-11-23', overdue: true });
  });

  test('what comes irregularly, or is not known to reach to any day, is never late', () => {
    expect(freshnessOf(rules, 'irregular', '2020-01-01', '2026-11-23')).toBeNull();
    expect(freshnessOf(rules, 'monthly', null, '2026-11-23')).toBeNull();
    expect(lateSince(rules, 'irregular', '2026-11-23')).toBeNull();
  });

  test.each(['daily', 'monthly', 'yearly'])('what the database looks for is what the rule says, day by day: %s', (cycle) => {
    for (let month = 0; month < 18; month += 1) {
      const today = addCalendarMonths('2026-11-23', month);
      const last = lateSince(rules, cycle, today) ?? '';
      const after = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
      expect(freshnessOf(rules, cycle, last, today)?.overdue).toBe(true);
      expect(freshnessOf(rules, cycle, after, today)?.overdue).toBe(false);
    }
  });
});
