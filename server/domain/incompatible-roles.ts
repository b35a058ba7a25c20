import { ROLES } from './actor.ts';
import type { Role } from './actor.ts';
import type { Day } from './calendar.ts';

/** The rule that keeps two roles apart: separation of duties of DOMAIN §6, or the plan's own word (requirement 32). */
export type Separation = 'sod_5' | 'sod_6' | 'sod_7' | 'plan_32';

/** Roles whose act decides or reviews something. */
const APPROVAL: readonly Role[] = [
  'catalogue_reviewer',
  'data_steward',
  'area_data_officer',
  'dept_leader',
  'dept_confidentiality_reviewer',
  'city_confidentiality_reviewer',
  'bureau_catalogue_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'coordination_member',
];

/** One person never holds a role of the left together with one of the right, neither by appointment nor through a deputy record. */
const APART: readonly { readonly rule: Separation; readonly role: Role; readonly from: readonly Role[] }[] = [
  { rule: 'sod_5', role: 'flow_admin', from: [...APPROVAL, 'flow_publisher'] },
  { rule: 'sod_5', role: 'flow_publisher', from: APPROVAL },
  { rule: 'sod_6', role: 'platform_operator', from: APPROVAL },
  { rule: 'sod_7', role: 'auditor', from: ROLES.filter((role) => role !== 'auditor') },
  { rule: 'plan_32', role: 'catalogue_compiler', from: ['catalogue_reviewer'] },
];

/** Why one person cannot hold both roles; null when they can. */
export function separationOf(one: Role, other: Role): Separation | null {
  const found = APART.find(({ role, from }) => (role === one && from.includes(other)) || (role === other && from.includes(one)));
  return found?.rule ?? null;
}

/** A stretch of days, both ends counted; without an end it goes on. */
export type Term = { readonly from: Day; readonly to: Day | null };

export function overlap(one: Term, other: Term): boolean {
  const isEmpty = ({ from, to }: Term): boolean => to !== null && to < from;
  if (isEmpty(one) || isEmpty(other)) return false;
  return (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);
}

export type RoleTerm = Term & { readonly role: Role };

/** The first of these roles that is never held by one person together with `given` on the same day, and the rule. */
export function conflictOf(given: RoleTerm, held: readonly RoleTerm[]): { readonly role: Role; readonly rule: Separation } | null {
  for (const other of held) {
    const rule = overlap(given, other) ? separationOf(given.role, other.role) : null;
    if (rule !== null) return { role: other.role, rule };
  }
  return null;
}
