import { z } from 'zod';
import { addWorkingDays, dayOf, dueAfter, dueInstant, officeInstant, officeMinutes, workingDaysBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Deadline } from './deadlines.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/**
 * The clock of one time limit in one case. It carries the version of the limit that was in force when
 * it started. Recorded facts win over the machine's time: what has expired stays expired and what was
 * sent is not sent again, also when the system's time goes back.
 */
const instant = z.iso.datetime().transform((text) => new Date(text));

const common = {
  limitKey: z.string(),
  amount: z.int().min(1),
  unit: z.enum(['workingDay', 'month', 'year']),
  /** Working days consented to in this run. */
  extendedDays: z.int().min(0),
  /** Working days that may still be consented to; a restart does not refill them. */
  extensionLeft: z.int().min(0),
  /** A duty becomes overdue and runs on; a chance (supplement, agreement) lapses. */
  atDue: z.enum(['overdue', 'expired']),
  startedAt: instant,
  /** The day of receipt, itself not counted. */
  startDay: z.iso.date(),
  /** An earlier run had passed its due instant when it was stopped. */
  lateBefore: z.boolean(),
};

const clockSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    ...common,
    dueAt: instant,
    /** Counted through a year whose calendar has not been entered. */
    uncertain: z.boolean(),
    /** The strongest reminder sent in this run; the milder ones are settled with it. */
    reminded: z.enum(['half', 'eighty', 'overdue', 'escalated']).nullable(),
  }),
  z.strictObject({
    state: z.literal('stopped'),
    ...common,
    stoppedAt: instant,
    reason: z.enum(['supplement', 'third_party', 'referral']),
  }),
  z.strictObject({
    state: z.literal('ended'),
    ...common,
    endedAt: instant,
    /** Null when it ended while stopped. */
    dueAt: instant.nullable(),
    late: z.boolean(),
  }),
  z.strictObject({ state: z.literal('expired'), ...common, dueAt: instant, expiredAt: instant }),
]);

export type Clock = z.output<typeof clockSchema>;
export type RunningClock = Extract<Clock, { state: 'running' }>;
export type StoppedClock = Extract<Clock, { state: 'stopped' }>;
export type EndedClock = Extract<Clock, { state: 'ended' }>;
export type ExpiredClock = Extract<Clock, { state: 'expired' }>;
export type StopReason = StoppedClock['reason'];
export type AtDue = Clock['atDue'];
export type Reminder = 'half' | 'eighty' | AtDue | 'escalated';

/** Reads a clock back from its JSON; throws when it is none. */
/** Why the clock stands still while somebody else is asked. */
export function stopReasonOf(outcome: string): StopReason {
  if (outcome === 'consult') return 'third_party';
  return outcome === 'refer_up' ? 'referral' : 'supplement';
}

export function parseClock(stored: unknown): Clock {
  return clockSchema.parse(stored);
}

/** Starts on receipt: the day of receipt is not counted. */
export function startClock(limit: Deadline, calendar: Calendar, startedAt: Date, atDue: AtDue): RunningClock {
  return run(calendar, startedAt, {
    limitKey: limit.key,
    amount: limit.amount,
    unit: limit.unit,
    extensionLeft: limit.extensionMax ?? 0,
    atDue,
    lateBefore: false,
  });
}

/** Stands still from the notice on. An overdue clock may be stopped; that it was late stays known. */
export function stopClock(clock: Clock, at: Date, reason: StopReason): StoppedClock | Refusal {
  if (clock.state !== 'running') return refuse('wrong_state', { reason: 'clock_not_running' });
  const { dueAt: _dueAt, uncertain: _uncertain, reminded: _reminded, ...rest } = clock;
  return { ...rest, state: 'stopped', stoppedAt: later(clock.startedAt, at), reason, lateBefore: isLate(clock, at) };
}

/** Starts anew on the day after receipt with the full amount again (条例 21: 补正). */
export function restartClock(clock: Clock, calendar: Calendar, receivedAt: Date): RunningClock | Refusal {
  if (clock.state !== 'stopped') return refuse('wrong_state', { reason: 'clock_not_stopped' });
  const { limitKey, amount, unit, extensionLeft, atDue, lateBefore } = clock;
  return run(calendar, later(clock.stoppedAt, receivedAt), { limitKey, amount, unit, extensionLeft, atDue, lateBefore });
}

/**
 * Adds working days with the consent of the bureau: before the clock is due, and in total at most the
 * limit's `extensionMax`. Reminders whose time now lies ahead again will be sent again.
 */
export function extendClock(clock: Clock, calendar: Calendar, days: number, consentedAt: Date): RunningClock | Refusal {
  if (clock.state !== 'running') return refuse('wrong_state', { reason: 'clock_not_running' });
  if (isOverdue(clock, consentedAt)) return refuse('wrong_state', { reason: 'extension_too_late' });
  if (!Number.isSafeInteger(days) || days < 1) return refuse('invalid', { reason: 'extension_not_days' });
  if (days > clock.extensionLeft) {
    return refuse('invalid', { reason: 'extension_too_long', values: { left: clock.extensionLeft } });
  }
  const extendedDays = clock.extendedDays + days;
  const due = dueAfter(calendar, clock.startDay, clock.amount + extendedDays, clock.unit);
  const extended: RunningClock = {
    ...clock,
    extendedDays,
    extensionLeft: clock.extensionLeft - days,
    dueAt: due.at,
    uncertain: due.uncertain,
  };
  const passed = (['eighty', 'half'] as const).find((kind) => isSettled(clock, kind) && pointOf(extended, calendar, kind) <= consentedAt);
  return { ...extended, reminded: passed ?? null };
}

/** The duty is done, or the case is over. */
export function endClock(clock: Clock, at: Date): EndedClock | Refusal {
  if (clock.state === 'stopped') {
    const { stoppedAt, reason: _reason, ...rest } = clock;
    return { ...rest, state: 'ended', endedAt: later(stoppedAt, at), dueAt: null, late: clock.lateBefore };
  }
  if (clock.state !== 'running') return refuse('wrong_state', { reason: 'clock_not_running' });
  const { uncertain: _uncertain, reminded: _reminded, ...rest } = clock;
  return { ...rest, state: 'ended', endedAt: later(clock.startedAt, at), late: isLate(clock, at) };
}

/** Lapses for good; only a clock that is meant to, and only after its due instant. */
export function expireClock(clock: Clock, at: Date): ExpiredClock | Refusal {
  if (clock.state !== 'running') return refuse('wrong_state', { reason: 'clock_not_running' });
  if (clock.atDue !== 'expired' || !isOverdue(clock, at)) return refuse('wrong_state', { reason: 'clock_not_due' });
  const { uncertain: _uncertain, reminded: _reminded, ...rest } = clock;
  return { ...rest, state: 'expired', expiredAt: at };
}

/**
 * A running clock under an edited calendar. What was sent stays sent, but for "overdue" and "escalated" when the
 * corrected due instant is still ahead of `now`. Any other clock is returned as it is.
 */
export function recomputeDue(clock: Clock, calendar: Calendar, now: Date): Clock {
  if (clock.state !== 'running') return clock;
  const due = dueAfter(calendar, clock.startDay, clock.amount + clock.extendedDays, clock.unit);
  const reminded = saysOverdue(clock) && now <= due.at ? 'eighty' : clock.reminded;
  return { ...clock, dueAt: due.at, uncertain: due.uncertain, reminded };
}

/**
 * What must be sent or done now, at most one: after an outage the strongest speaks for the milder ones, but that it is
 * overdue is said before it is escalated, since each tells others.
 * Answer it with `noteReminder`, or `expireClock` for "expired", in the same transaction.
 */
export function dueReminders(clock: Clock, calendar: Calendar, now: Date): Reminder[] {
  if (clock.state !== 'running') return [];
  const open = openReminders(clock).filter((kind) => pointOf(clock, calendar, kind) <= now);
  return open.includes('overdue') ? ['overdue'] : open.slice(-1);
}

/** Records what was sent. */
export function noteReminder(clock: RunningClock, sent: Exclude<Reminder, 'expired'>): RunningClock {
  return isSettled(clock, sent) ? clock : { ...clock, reminded: sent };
}

/** When the scheduler must look at the clock next (then `dueReminders` has an answer); null: never. */
export function nextAttentionAt(clock: Clock, calendar: Calendar): Date | null {
  if (clock.state !== 'running') return null;
  const points = openReminders(clock).map((kind) => pointOf(clock, calendar, kind).getTime());
  return points.length === 0 ? null : new Date(Math.min(...points));
}

/** Working days after today up to the last day: 0 on the last day, negative when overdue. */
export function workingDaysLeft(clock: RunningClock, calendar: Calendar, now: Date): number {
  const { timezone } = calendar;
  return workingDaysBetween(calendar, dayOf(now, timezone), dayOf(clock.dueAt, timezone));
}

/** Whether this run has passed its due instant, by the recorded reminder or by the time given. The due instant itself is in time. */
export function isOverdue(clock: RunningClock, at: Date): boolean {
  return saysOverdue(clock) || at > clock.dueAt;
}

function saysOverdue({ reminded }: RunningClock): boolean {
  return reminded === 'overdue' || reminded === 'escalated';
}

type Terms = Pick<RunningClock, 'limitKey' | 'amount' | 'unit' | 'extensionLeft' | 'atDue' | 'lateBefore'>;

function run(calendar: Calendar, startedAt: Date, terms: Terms): RunningClock {
  const startDay = dayOf(startedAt, calendar.timezone);
  const due = dueAfter(calendar, startDay, terms.amount, terms.unit);
  const { at: dueAt, uncertain } = due;
  return { state: 'running', ...terms, extendedDays: 0, startedAt, startDay, dueAt, uncertain, reminded: null };
}

function isLate(clock: RunningClock, at: Date): boolean {
  return clock.lateBefore || isOverdue(clock, at);
}

function ladder(clock: RunningClock): Reminder[] {
  return clock.atDue === 'overdue' ? ['half', 'eighty', 'overdue', 'escalated'] : ['half', 'eighty', 'expired'];
}

function openReminders(clock: RunningClock): Reminder[] {
  return ladder(clock).filter((kind) => !isSettled(clock, kind));
}

function isSettled(clock: RunningClock, kind: Reminder): boolean {
  return clock.reminded !== null && ladder(clock).indexOf(kind) <= ladder(clock).indexOf(clock.reminded);
}

/**
 * The instant of a reminder. Shares of working days are counted in office time, and a share that is full
 * at closing time falls to the next opening: half of 10 days is the morning of the 6th, of 1 day 12:30.
 */
function pointOf(clock: RunningClock, calendar: Calendar, kind: Reminder): Date {
  if (kind === 'overdue' || kind === 'expired') return justAfter(clock.dueAt);
  if (kind === 'escalated')
    return justAfter(dueInstant(calendar, addWorkingDays(calendar, dayOf(clock.dueAt, calendar.timezone), ESCALATED_AFTER)));
  const percent = kind === 'half' ? 50 : 80;
  const start = clock.startedAt.getTime();
  if (clock.unit !== 'workingDay') return new Date(start + Math.ceil(((clock.dueAt.getTime() - start) * percent) / 100));
  const used = (clock.amount + clock.extendedDays) * percent;
  const day = addWorkingDays(calendar, clock.startDay, Math.floor(used / 100) + 1);
  return officeInstant(calendar, day, ((used % 100) * officeMinutes(calendar)) / 100);
}

/** Working days for which an overdue clock stays between the department and its head. */
const ESCALATED_AFTER = 2;

function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

function later(a: Date, b: Date): Date {
  return b > a ? b : a;
}
