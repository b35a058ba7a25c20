import { isPlannable } from './calendar-edit.ts';
import type { Day } from './calendar.ts';
import type { Separation } from './incompatible-roles.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** What appointments and deputy records have in common: a term that begins today or later, and a reason. */
const LONGEST_REASON = 300;

/** What is said of two roles that are kept apart. */
export const SEPARATED = {
  sod_5: 'incompatible_sod_5',
  sod_6: 'incompatible_sod_6',
  sod_7: 'incompatible_sod_7',
  plan_32: 'incompatible_plan_32',
} as const satisfies Record<Separation, string>;

export function refuseTerm({ from, to }: { readonly from: Day; readonly to: Day | null }, today: Day): Refusal | null {
  if (!isPlannable(from)) return refuse('invalid', { fields: { from: { code: 'not_a_calendar_day' } } });
  if (to !== null && !isPlannable(to)) return refuse('invalid', { fields: { to: { code: 'not_a_calendar_day' } } });
  if (from < today) return refuse('invalid', { fields: { from: { code: 'back_dated' } } });
  return to !== null && to < from ? refuse('invalid', { fields: { to: { code: 'ends_before_it_begins' } } }) : null;
}

export function refuseReason(reason: string): Refusal | null {
  if (reason === '') return refuse('invalid', { fields: { reason: { code: 'reason_required' } } });
  if (reason.length > LONGEST_REASON)
    return refuse('invalid', { fields: { reason: { code: 'request_too_long', params: { max: LONGEST_REASON } } } });
  return null;
}

export function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
