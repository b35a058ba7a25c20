import { describe, expect, test } from 'vitest';
import { deadlineInForce, deadlineSchema } from '#server/domain/deadlines.ts';
import type { Deadline } from '#server/domain/deadlines.ts';
import seed from '../../server/db/seed/deadlines.json' with { type: 'json' };

const reply: Deadline = {
  key: 'share.conditional.reply',
  amount: 10,
  unit: 'workingDay',
  extensionMax: 10,
  basis: '政务数据共享条例第21条',
  status: 'law',
  effectiveFrom: '2025-08-01',
};
const shorter: Deadline = { ...reply, amount: 7, effectiveFrom: '2026-07-01' };
const other: Deadline = { ...reply, key: 'share.supplement', amount: 5, effectiveFrom: '2025-01-01' };

describe('the version of a limit in force', () => {
  test.each([
    ['2025-07-31', null],
    ['2025-08-01', 10],
    ['2026-06-30', 10],
    ['2026-07-01', 7],
    ['2030-01-01', 7],
  ])('on %s it is %s', (day, amount) => {
    for (const versions of [
      [reply, shorter, other],
      [other, shorter, reply],
    ]) {
      expect(deadlineInForce(versions, 'share.conditional.reply', day)?.amount ?? null).toBe(amount);
    }
  });

  test('there is none for a key that nobody entered', () => {
    expect(deadlineInForce([reply, other], 'share.unknown', '2026-01-01')).toBeNull();
  });

  test('of two with the same effective day the one entered last counts', () => {
    expect(deadlineInForce([reply, { ...reply, amount: 9 }], reply.key, '2026-01-01')?.amount).toBe(9);
  });
});

test('every shipped limit has the shape of a version', () => {
  for (const deadline of seed.deadlines) {
    expect(deadlineSchema.safeParse({ ...deadline, effectiveFrom: '2025-08-01' }).error?.issues ?? []).toEqual([]);
  }
});

test.each([
  ['an amount of nothing', { amount: 0 }],
  ['half a day', { amount: 0.5 }],
  ['an unknown unit', { unit: 'hour' }],
  ['an extension of a limit in months', { unit: 'month' }],
  ['no basis', { basis: '' }],
  ['a day that does not exist', { effectiveFrom: '2026-02-30' }],
  ['a key with other letters', { key: '答复时限' }],
])('a limit with %s is refused', (_name, change) => {
  expect(deadlineSchema.safeParse({ ...reply, ...change }).success).toBe(false);
});
