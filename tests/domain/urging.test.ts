import { expect, test } from 'vitest';
import { cannotUrge } from '#server/domain/urging.ts';

test('the applicant urges once a day, and three times in ten days', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 10, n, 1));
  const may = (earlier: number[], now: Date) => cannotUrge(earlier.map(day), now, 'Asia/Shanghai');
  expect(may([], day(10))).toBeNull();
  expect(may([10], day(10))).toBe('urged_today');
  // Eleven at night in the city is still the same day.
  expect(may([10], new Date(Date.UTC(2026, 10, 10, 15)))).toBe('urged_today');
  expect(may([8, 9, 10], day(11))).toBe('urged_enough');
  expect(may([8, 9, 10], day(19))).toBeNull();
});
