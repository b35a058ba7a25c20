import { dayOf, workingDaysBetween } from '#server/domain/calendar.ts';
import { isOverdue, parseClock, workingDaysLeft } from '#server/domain/clocks.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import type { Db } from '#server/db/transact.ts';

/** A clock as people read it: working days left (0 on the last day, negative when overdue), or why it stands still. */
export type ClockView =
  | {
      readonly kind: 'running';
      readonly limitKey: string;
      readonly dueAt: string;
      readonly daysLeft: number;
      readonly overdue: boolean;
      readonly uncertain: boolean;
      readonly basis: string;
    }
  | { readonly kind: 'stopped'; readonly limitKey: string; readonly why: string; readonly basis: string }
  | { readonly kind: 'none' };

type ClockRow = { readonly limitKey: string; readonly detail: unknown };

/** The live clocks of a case, the most urgent first. */
export function clocksIn(db: Db, { clocks }: Pick<CaseRows, 'clocks'>): ClockView[] {
  return clocks.map((row) => clockView(db, row));
}

function clockView(db: Db, row: ClockRow): ClockView {
  const clock = parseClock(row.detail);
  const basis = db.reference.deadlines.find((limit) => limit.key === row.limitKey)?.basis ?? '';
  if (clock.state === 'stopped') return { kind: 'stopped', limitKey: row.limitKey, why: clock.reason, basis };
  if (clock.state !== 'running') return { kind: 'none' };
  return {
    kind: 'running',
    limitKey: row.limitKey,
    dueAt: clock.dueAt.toISOString(),
    basis,
    uncertain: clock.uncertain,
    daysLeft: workingDaysLeft(clock, db.reference.calendar, db.now()),
    overdue: isOverdue(clock, db.now()),
  };
}

/** For lists, where only the due date is at hand. */
export function clockOfDueDate(db: Db, limitKey: string, dueAt: Date | null): ClockView {
  if (dueAt === null) return { kind: 'none' };
  const { calendar } = db.reference;
  return {
    kind: 'running',
    limitKey,
    dueAt: dueAt.toISOString(),
    uncertain: false,
    basis: '',
    daysLeft: workingDaysBetween(calendar, dayOf(db.now(), calendar.timezone), dayOf(dueAt, calendar.timezone)),
    overdue: db.now() > dueAt,
  };
}
