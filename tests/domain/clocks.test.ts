import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf, dayOf, workingDaysBetween } from '#server/domain/calendar.ts';
import type { CalendarDay } from '#server/domain/calendar.ts';
import {
  dueReminders,
  endClock,
  expireClock,
  extendClock,
  isOverdue,
  nextAttentionAt,
  noteReminder,
  parseClock,
  recomputeDue,
  restartClock,
  startClock,
  stopClock,
  workingDaysLeft,
} from '#server/domain/clocks.ts';
import type { AtDue, Clock, Reminder, RunningClock } from '#server/domain/clocks.ts';
import type { Deadline } from '#server/domain/deadlines.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import seed from '../../server/db/seed/calendar.json' with { type: 'json' };

const days: CalendarDay[] = seed.days.map((day) => ({ ...day, level: day.level === 'city' ? 'city' : 'national' }));
const lhasa = calendarOf(days);

/** An instant in Beijing time. */
function at(text: string): Date {
  return new Date(`${text}+08:00`);
}

function limit(amount: number, extensionMax: number | null = null): Deadline {
  return {
    key: 'share.conditional.reply',
    amount,
    unit: 'workingDay',
    extensionMax,
    basis: '条例第21条',
    status: 'law',
    effectiveFrom: '2025-08-01',
  };
}

/** Received on Monday 2 March 2026: 10 working days end on Monday 16 March, no holiday between. */
const received = at('2026-03-02T11:00');
function reply(atDue: AtDue = 'overdue'): RunningClock {
  return startClock(limit(10, 10), lhasa, received, atDue);
}

function accepted<T extends Clock>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`refused: ${result.reason}`);
  return result;
}

function reasonOf(result: Clock | Refusal): string | undefined {
  return isRefusal(result) ? result.reason : undefined;
}

/** Runs the scheduler from attention to attention until nothing is left. */
function reminders(clock: RunningClock): [Reminder, string][] {
  const sent: [Reminder, string][] = [];
  let current = clock;
  for (let next = nextAttentionAt(current, lhasa); next; next = nextAttentionAt(current, lhasa)) {
    for (const kind of dueReminders(current, lhasa, next)) {
      sent.push([kind, new Date(next.getTime() + 8 * 3_600_000).toISOString().slice(0, 23)]);
      if (kind === 'expired') return sent;
      current = noteReminder(current, kind);
    }
  }
  return sent;
}

describe('starting', () => {
  test('the day of receipt is not counted and the last day ends at closing time', () => {
    expect(reply()).toEqual({
      state: 'running',
      limitKey: 'share.conditional.reply',
      amount: 10,
      unit: 'workingDay',
      extendedDays: 0,
      extensionLeft: 10,
      atDue: 'overdue',
      lateBefore: false,
      startedAt: received,
      startDay: '2026-03-02',
      dueAt: at('2026-03-16T18:00'),
      uncertain: false,
      reminded: null,
    });
  });

  test('receipt late in the evening counts for the day it has in Lhasa', () => {
    expect(startClock(limit(1), lhasa, at('2026-03-02T23:59'), 'overdue').dueAt).toEqual(at('2026-03-03T18:00'));
    expect(startClock(limit(1), lhasa, at('2026-03-03T00:01'), 'overdue').dueAt).toEqual(at('2026-03-04T18:00'));
  });

  test('a clock that reaches a year not yet entered says that its due date is uncertain', () => {
    expect(startClock(limit(10), lhasa, at('2026-12-28T10:00'), 'overdue').uncertain).toBe(true);
  });
});

describe('reminders', () => {
  test('ten days remind on the morning of the 6th and of the 9th day, right after the due instant, and two working days later', () => {
    expect(reminders(reply())).toEqual([
      ['half', '2026-03-10T09:30:00.000'],
      ['eighty', '2026-03-13T09:30:00.000'],
      ['overdue', '2026-03-16T18:00:00.001'],
      ['escalated', '2026-03-18T18:00:00.001'],
    ]);
  });

  test('a limit of one day reminds within the day', () => {
    expect(reminders(startClock(limit(1), lhasa, received, 'expired'))).toEqual([
      ['half', '2026-03-03T12:30:00.000'],
      ['eighty', '2026-03-03T16:48:00.000'],
      ['expired', '2026-03-03T18:00:00.001'],
    ]);
  });

  test('a limit in months reminds by the calendar', () => {
    const clock = startClock({ ...limit(3), unit: 'month' }, lhasa, at('2026-03-02T18:00'), 'overdue');
    expect(clock.dueAt).toEqual(at('2026-06-02T18:00'));
    expect(reminders(clock)[0]).toEqual(['half', '2026-04-17T18:00:00.000']);
  });

  test('after an outage only the strongest is sent, but each that tells others: overdue first, then escalated', () => {
    const late = at('2026-03-20T10:00');
    expect(dueReminders(reply(), lhasa, at('2026-03-14T10:00'))).toEqual(['eighty']);
    expect(dueReminders(reply(), lhasa, late)).toEqual(['overdue']);
    const told = noteReminder(reply(), 'overdue');
    expect(nextAttentionAt(told, lhasa)).toEqual(at('2026-03-18T18:00:00.001'));
    expect(dueReminders(told, lhasa, late)).toEqual(['escalated']);
    expect(dueReminders(noteReminder(told, 'escalated'), lhasa, late)).toEqual([]);
  });

  test('a milder reminder does not undo a stronger one', () => {
    expect(noteReminder(noteReminder(reply(), 'eighty'), 'half').reminded).toBe('eighty');
  });

  test('nothing is sent twice when the system time goes back', () => {
    const sent = noteReminder(reply(), 'half');
    expect(dueReminders(sent, lhasa, at('2026-03-03T10:00'))).toEqual([]);
    expect(dueReminders(sent, lhasa, at('2026-03-10T09:30'))).toEqual([]);
    expect(dueReminders(sent, lhasa, at('2026-03-13T09:30'))).toEqual(['eighty']);
  });

  test('each is due exactly from the instant at which the scheduler is told to look, and never twice', () => {
    const someClock = fc.record({
      amount: fc.integer({ min: 1, max: 40 }),
      started: fc.date({ min: new Date('2025-01-01'), max: new Date('2026-11-30'), noInvalidDate: true }),
      atDue: fc.constantFrom<AtDue>('overdue', 'expired'),
    });
    fc.assert(
      fc.property(someClock, ({ amount, started, atDue }) => {
        let clock = startClock(limit(amount), lhasa, started, atDue);
        const ladder =
          atDue === 'overdue' ? (['half', 'eighty', 'overdue', 'escalated'] as const) : (['half', 'eighty', 'expired'] as const);
        for (const expected of ladder) {
          const next = nextAttentionAt(clock, lhasa);
          if (!next) throw new Error('no attention');
          expect(next > started).toBe(true);
          expect(dueReminders(clock, lhasa, new Date(next.getTime() - 1))).toEqual([]);
          expect(dueReminders(clock, lhasa, next)).toEqual([expected]);
          if (expected !== 'expired') clock = noteReminder(clock, expected);
        }
        if (atDue === 'overdue') expect(nextAttentionAt(clock, lhasa)).toBeNull();
      }),
    );
  });
});

describe('stopping and starting anew', () => {
  test('a supplement stops the clock and the full amount runs again from the day after receipt', () => {
    const stopped = accepted(stopClock(noteReminder(reply(), 'half'), at('2026-03-11T10:00'), 'supplement'));
    expect(stopped).toMatchObject({ state: 'stopped', stoppedAt: at('2026-03-11T10:00'), reason: 'supplement' });
    expect(stopped).not.toHaveProperty('dueAt');
    expect(nextAttentionAt(stopped, lhasa)).toBeNull();
    expect(dueReminders(stopped, lhasa, at('2026-05-01T10:00'))).toEqual([]);
    const anew = accepted(restartClock(stopped, lhasa, at('2026-03-13T15:00')));
    expect(anew).toMatchObject({ startDay: '2026-03-13', dueAt: at('2026-03-27T18:00'), reminded: null, lateBefore: false });
  });

  test('a clock that was stopped too late stays known as late', () => {
    const stopped = accepted(stopClock(reply(), at('2026-03-17T09:00'), 'supplement'));
    const anew = accepted(restartClock(stopped, lhasa, at('2026-03-18T09:00')));
    expect(isOverdue(anew, at('2026-03-19T09:00'))).toBe(false);
    expect(accepted(endClock(anew, at('2026-03-19T09:00'))).late).toBe(true);
    expect(accepted(endClock(stopped, at('2026-03-18T09:00')))).toMatchObject({ dueAt: null, late: true });
  });

  test('a restart gives the full amount but no new extension', () => {
    const extended = accepted(extendClock(reply(), lhasa, 6, at('2026-03-05T10:00')));
    const anew = accepted(restartClock(accepted(stopClock(extended, at('2026-03-06T10:00'), 'supplement')), lhasa, received));
    expect(anew).toMatchObject({ amount: 10, extendedDays: 0, extensionLeft: 4 });
  });

  test('a recorded instant never lies before the one it follows', () => {
    const stopped = accepted(stopClock(reply(), at('2026-03-01T10:00'), 'referral'));
    expect(stopped.stoppedAt).toEqual(received);
    expect(accepted(restartClock(stopped, lhasa, at('2026-02-01T10:00'))).startedAt).toEqual(received);
    expect(accepted(endClock(reply(), at('2026-03-01T10:00'))).endedAt).toEqual(received);
  });
});

describe('extending', () => {
  test('adds working days up to the maximum in total', () => {
    const once = accepted(extendClock(reply(), lhasa, 4, at('2026-03-05T10:00')));
    expect(once).toMatchObject({ dueAt: at('2026-03-20T18:00'), extendedDays: 4, extensionLeft: 6 });
    expect(extendClock(once, lhasa, 7, at('2026-03-06T10:00'))).toMatchObject({
      refused: true,
      code: 'invalid',
      reason: 'extension_too_long',
      values: { left: 6 },
    });
    expect(accepted(extendClock(once, lhasa, 6, at('2026-03-06T10:00'))).dueAt).toEqual(at('2026-03-30T18:00'));
  });

  test('is refused for a limit that knows none, for no days and after the due instant', () => {
    expect(reasonOf(extendClock(startClock(limit(5), lhasa, received, 'overdue'), lhasa, 1, received))).toBe('extension_too_long');
    for (const days of [0, -1, 1.5, Number.NaN]) expect(reasonOf(extendClock(reply(), lhasa, days, received))).toBe('extension_not_days');
    expect(reasonOf(extendClock(reply(), lhasa, 1, at('2026-03-16T18:00:00.001')))).toBe('extension_too_late');
    expect(reasonOf(extendClock(noteReminder(reply(), 'overdue'), lhasa, 1, at('2026-03-10T10:00')))).toBe('extension_too_late');
  });

  test('reminders that lie ahead again are sent again, those already passed are not', () => {
    const reminded = noteReminder(reply(), 'eighty');
    expect(accepted(extendClock(reminded, lhasa, 10, at('2026-03-13T10:00'))).reminded).toBeNull();
    expect(accepted(extendClock(reminded, lhasa, 1, at('2026-03-13T10:00'))).reminded).toBe('half');
    expect(accepted(extendClock(noteReminder(reply(), 'half'), lhasa, 1, at('2026-03-12T10:00'))).reminded).toBe('half');
  });
});

describe('ending and lapsing', () => {
  test('the due instant itself is in time, a millisecond later is late', () => {
    expect(accepted(endClock(reply(), at('2026-03-16T18:00')))).toMatchObject({
      state: 'ended',
      late: false,
      dueAt: at('2026-03-16T18:00'),
    });
    expect(accepted(endClock(reply(), at('2026-03-16T18:00:00.001'))).late).toBe(true);
  });

  test('what was reported overdue ends late even when the system time goes back', () => {
    expect(accepted(endClock(noteReminder(reply(), 'overdue'), at('2026-03-10T10:00'))).late).toBe(true);
  });

  test('only a clock that may lapse lapses, and only after its due instant', () => {
    expect(reasonOf(expireClock(reply('expired'), at('2026-03-16T18:00')))).toBe('clock_not_due');
    expect(reasonOf(expireClock(reply('overdue'), at('2026-04-16T18:00')))).toBe('clock_not_due');
    expect(expireClock(reply('expired'), at('2026-03-16T18:00:00.001'))).toMatchObject({ state: 'expired', dueAt: at('2026-03-16T18:00') });
  });

  test('an expired or ended clock never runs again', () => {
    const expired = accepted(expireClock(reply('expired'), at('2026-03-17T09:00')));
    const ended = accepted(endClock(reply(), at('2026-03-10T09:00')));
    const earlier = at('2026-03-04T09:00');
    for (const over of [expired, ended]) {
      expect(reasonOf(stopClock(over, earlier, 'supplement'))).toBe('clock_not_running');
      expect(reasonOf(extendClock(over, lhasa, 1, earlier))).toBe('clock_not_running');
      expect(reasonOf(endClock(over, earlier))).toBe('clock_not_running');
      expect(reasonOf(expireClock(over, earlier))).toBe('clock_not_running');
      expect(reasonOf(restartClock(over, lhasa, earlier))).toBe('clock_not_stopped');
      expect(recomputeDue(over, lhasa, earlier)).toBe(over);
      expect(dueReminders(over, lhasa, at('2027-01-01T09:00'))).toEqual([]);
      expect(nextAttentionAt(over, lhasa)).toBeNull();
    }
    expect(reasonOf(restartClock(reply(), lhasa, earlier))).toBe('clock_not_stopped');
  });
});

describe('an edited calendar', () => {
  const withHoliday = calendarOf([...days, { date: '2026-03-12', off: true, name: '雪顿节', level: 'city' }]);

  test('moves the due date of a running clock and keeps what was sent', () => {
    const moved = recomputeDue(noteReminder(reply(), 'half'), withHoliday, at('2026-03-11T10:00'));
    expect(moved).toMatchObject({ dueAt: at('2026-03-17T18:00'), reminded: 'half' });
  });

  test('takes back "overdue" only when the corrected due date is still ahead', () => {
    const overdue = noteReminder(reply(), 'overdue');
    expect(recomputeDue(overdue, withHoliday, at('2026-03-17T10:00'))).toMatchObject({ reminded: 'eighty' });
    expect(recomputeDue(overdue, withHoliday, at('2026-03-18T10:00'))).toMatchObject({ reminded: 'overdue' });
    const escalated = noteReminder(overdue, 'escalated');
    expect(isOverdue(escalated, at('2026-03-10T10:00'))).toBe(true);
    expect(recomputeDue(escalated, withHoliday, at('2026-03-17T10:00'))).toMatchObject({ reminded: 'eighty' });
    expect(recomputeDue(escalated, withHoliday, at('2026-03-19T10:00'))).toMatchObject({ reminded: 'escalated' });
  });

  test('keeps a consented extension', () => {
    const extended = accepted(extendClock(reply(), lhasa, 5, at('2026-03-05T10:00')));
    expect(recomputeDue(extended, withHoliday, at('2026-03-06T10:00'))).toMatchObject({ dueAt: at('2026-03-24T18:00'), extendedDays: 5 });
  });
});

describe('days left', () => {
  test('are 0 on the last day and negative after it', () => {
    expect(workingDaysLeft(reply(), lhasa, received)).toBe(10);
    expect(workingDaysLeft(reply(), lhasa, at('2026-03-10T10:00'))).toBe(4);
    expect(workingDaysLeft(reply(), lhasa, at('2026-03-16T19:00'))).toBe(0);
    expect(workingDaysLeft(reply(), lhasa, at('2026-03-18T09:00'))).toBe(-2);
  });

  test('with the days used they always make the whole limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 90 }), (amount, passed) => {
        const clock = startClock(limit(amount), lhasa, received, 'overdue');
        const now = new Date(received.getTime() + passed * 86_400_000);
        expect(workingDaysBetween(lhasa, clock.startDay, dayOf(now)) + workingDaysLeft(clock, lhasa, now)).toBe(amount);
      }),
    );
  });
});

test('a clock comes back from its JSON as it was, and anything else is refused', () => {
  const stopped = accepted(stopClock(reply(), at('2026-03-11T10:00'), 'third_party'));
  const clocks: Clock[] = [
    reply(),
    stopped,
    accepted(endClock(stopped, at('2026-03-12T10:00'))),
    accepted(expireClock(reply('expired'), at('2026-03-20T10:00'))),
  ];
  for (const clock of clocks) expect(parseClock(JSON.parse(JSON.stringify(clock)))).toEqual(clock);
  for (const wrong of [
    null,
    {},
    { ...reply(), state: 'paused' },
    { ...JSON.parse(JSON.stringify(stopped)), dueAt: received.toISOString() },
  ]) {
    expect(() => parseClock(wrong)).toThrow();
  }
});
