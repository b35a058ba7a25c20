import { dueAfter } from './calendar.ts';
import type { Calendar, Day } from './calendar.ts';
import { deadlineInForce } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';

/** How often an entry's data are brought up to date; what comes irregularly is never late. */
export const UPDATE_CYCLES = ['realtime', 'daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly'] as const;

/** Until when the next update was due, and whether it is late: data that reach to `since` (requirement 53). */
export type Freshness = { readonly dueOn: Day; readonly overdue: boolean };

export type CycleRules = { readonly calendar: Calendar; readonly deadlines: readonly Deadline[] };

/** Null for data without a cycle, and for those of which it is not known how far they reach. */
export function freshnessOf(rules: CycleRules, cycle: string, since: Day | null, today: Day): Freshness | null {
  const limit = deadlineInForce(rules.deadlines, `data.cycle.${cycle}`, today);
  if (limit === null || since === null) return null;
  const dueOn = dueAfter(rules.calendar, since, limit.amount, limit.unit).day;
  return { dueOn, overdue: dueOn < today };
}

/** The last day up to which data of this cycle may reach and be late today; null when they never are. */
export function lateSince(rules: CycleRules, cycle: string, today: Day): Day | null {
  for (let day = dayBefore(today); ; day = dayBefore(day)) {
    const freshness = freshnessOf(rules, cycle, day, today);
    if (freshness === null || freshness.overdue) return freshness && day;
  }
}

function dayBefore(day: Day): Day {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
