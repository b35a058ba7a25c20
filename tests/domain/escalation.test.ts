import { describe, expect, test } from 'vitest';
import { calendarOf } from '#server/domain/calendar.ts';
import type { CalendarDay } from '#server/domain/calendar.ts';
import { nextAttentionAt, noteReminder, startClock } from '#server/domain/clocks.ts';
import { escalatedTo, headsOf } from '#server/domain/escalation.ts';

import seed from '../../server/db/seed/calendar.json' with { type: 'json' };

const COORDINATION = ['ndrc:coordination_member', 'eit:coordination_member'];
const BUREAU = ['bdb:bureau_share_officer', 'bdb:bureau_leader'];

describe('who is told when the time is over', () => {
  test.each([
    [['police:data_steward'], ['police:dept_leader']],
    [['bdb:bureau_share_officer'], ['bdb:bureau_leader']],
    [
      ['samr:data_steward', 'bdb:platform_operator', 'samr:dept_leader'],
      ['samr:dept_leader', 'bdb:bureau_leader'],
    ],
  ])('of %j it is the head, once: %j', (asked, heads) => {
    expect(headsOf(asked, 'bdb')).toEqual(heads);
  });

  test.each([
    [['police:data_steward'], BUREAU],
    [['bdb:bureau_share_officer'], COORDINATION],
    [
      ['samr:data_steward', 'bdb:platform_operator'],
      [...BUREAU, ...COORDINATION],
    ],
  ])('of %j it is later %j', (asked, told) => {
    expect(escalatedTo(asked, 'bdb', COORDINATION)).toEqual(told);
  });
});

test('the two days in between are working days of the city', () => {
  const days: CalendarDay[] = seed.days.map((day) => ({ ...day, level: day.level === 'city' ? 'city' : 'national' }));
  const limit = {
    key: 'share.internal_approval',
    amount: 1,
    unit: 'workingDay',
    extensionMax: null,
    basis: '',
    status: 'product',
  } as const;
  const lhasa = calendarOf(days);
  const clock = startClock({ ...limit, effectiveFrom: '2025-08-01' }, lhasa, new Date('2026-02-12T10:00:00+08:00'), 'overdue');
  expect(clock.dueAt).toEqual(new Date('2026-02-13T18:00:00+08:00'));
  expect(nextAttentionAt(noteReminder(clock, 'overdue'), lhasa)).toEqual(new Date('2026-02-27T18:00:00.001+08:00'));
});
