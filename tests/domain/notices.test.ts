import { describe, expect, test } from 'vitest';
import { calendarOf } from '#server/domain/calendar.ts';
import {
  DEFAULT_CHOICES,
  DEMANDED,
  digestHours,
  isMailAddress,
  MOST_TRIES,
  nextDigest,
  nextOfficeTime,
  NOTICE_KINDS,
  pauseAfter,
  readChoices,
} from '#server/domain/notices.ts';

/** 2026-11-23 is a Monday; Wednesday is off, Saturday is worked. */
const calendar = calendarOf([
  { date: '2026-11-25', off: true, name: '放假', level: 'city' },
  { date: '2026-11-28', off: false, name: '调休', level: 'city' },
]);

function at(text: string): Date {
  return new Date(`${text}:00+08:00`);
}

describe('the daily mail', () => {
  test('may go at each full hour of office time', () => {
    expect(digestHours(calendar)).toEqual(['09:30', '10:30', '11:30', '12:30', '15:30', '16:30', '17:30']);
  });

  test.each([
    ['2026-11-23T08:00', '2026-11-23T09:30', 'today, while its hour is ahead'],
    ['2026-11-23T09:28', '2026-11-23T09:30', 'today, until a minute before'],
    ['2026-11-23T09:29', '2026-11-24T09:30', 'tomorrow, once it is being put together'],
    ['2026-11-24T20:00', '2026-11-26T09:30', 'never on a day off'],
    ['2026-11-27T10:00', '2026-11-28T09:30', 'on a Saturday that is worked'],
    ['2026-11-28T10:00', '2026-11-30T09:30', 'after the weekend'],
  ])('for what comes at %s goes at %s: %s', (now, expected) => {
    expect(nextDigest(calendar, at(now), '09:30')).toEqual(at(expected));
  });
});

describe('outside office hours it is quiet', () => {
  test.each([
    ['2026-11-23T09:29', '2026-11-23T09:30'],
    ['2026-11-23T09:30', '2026-11-23T09:30'],
    ['2026-11-23T12:59', '2026-11-23T12:59'],
    ['2026-11-23T13:00', '2026-11-23T15:30'],
    ['2026-11-24T18:00', '2026-11-26T09:30'],
    ['2026-11-25T11:00', '2026-11-26T09:30'],
    ['2026-11-29T11:00', '2026-11-30T09:30'],
  ])('what comes at %s goes at %s', (now, expected) => {
    expect(nextOfficeTime(calendar, at(now))).toEqual(at(expected));
  });
});

describe('what a person chose', () => {
  test('counts; what was not chosen, or is not known, is as by default', () => {
    const choices = readChoices({ copied: { product: false, email: 'off', webhook: 'off' } });
    expect(choices).toEqual({ ...DEFAULT_CHOICES, copied: { product: false, email: 'off', webhook: 'off' } });
    expect(readChoices({ copied: 'no' })).toEqual(DEFAULT_CHOICES);
    expect(readChoices(null)).toEqual(DEFAULT_CHOICES);
  });

  test('does not switch off in the product what the law has people told', () => {
    expect(DEMANDED).toEqual(['supplement', 'reply']);
    for (const kind of NOTICE_KINDS) {
      const off = readChoices({ [kind]: { product: false, email: 'off', webhook: 'off' } });
      expect(off[kind], kind).toEqual({ product: DEMANDED.includes(kind), email: 'off', webhook: 'off' });
    }
  });
});

test.each(['a@b.cn', 'zhang.san+share@lasa.gov.cn', 'x_y@mail-1.example'])('%s is a mail address', (text) => {
  expect(isMailAddress(text)).toBe(true);
});
test.each(['', 'a@b', '@b.cn', 'a b@c.cn', 'a@b.cn\nBcc: x@y.cn', 'a@-b.cn', 'A <a@b.cn>', `${'x'.repeat(65)}@b.cn`])(
  '%j is none',
  (text) => {
    expect(isMailAddress(text)).toBe(false);
  },
);

test('pauses grow from try to try, and after the last a message is given up', () => {
  const pauses = Array.from({ length: MOST_TRIES }, (_, tries) => pauseAfter(tries + 1));
  expect(pauses.slice(0, -1).every((pause, index) => pause !== null && pause > (pauses[index - 1] ?? 0))).toBe(true);
  expect(pauses.at(-1)).toBeNull();
});
