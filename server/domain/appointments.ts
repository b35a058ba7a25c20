import type { Actor, Role } from './actor.ts';
import type { Day } from './calendar.ts';
import { ownGroups } from './deputies.ts';
import { conflictOf, overlap } from './incompatible-roles.ts';
import type { RoleTerm } from './incompatible-roles.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { dayBefore, refuseReason, refuseTerm, SEPARATED } from './terms.ts';

type Appointer = { readonly by: Role; readonly where: 'own' | 'any' };
const STEWARD: Appointer = { by: 'data_steward', where: 'own' };
const LEADER: Appointer = { by: 'dept_leader', where: 'own' };
const BUREAU_LEADER: Appointer = { by: 'bureau_leader', where: 'own' };
const CITY: Appointer = { by: 'bureau_leader', where: 'any' };

/**
 * Who gives and ends each role (DOMAIN §6 "Assign roles"): a department's steward or leader its own roles, neither of them
 * the role that they hold themselves; the bureau's leader those of the bureau and of who coordinates beside it. What nobody
 * gives here (the bureau's leader, the auditor, outside applicants) is decided elsewhere.
 */
export const APPOINTERS: Readonly<Record<Role, readonly Appointer[]>> = {
  dept_applicant: [STEWARD, LEADER],
  catalogue_compiler: [STEWARD, LEADER],
  catalogue_reviewer: [STEWARD, LEADER],
  dept_confidentiality_reviewer: [STEWARD, LEADER],
  data_steward: [LEADER],
  area_data_officer: [STEWARD, LEADER],
  dept_leader: [STEWARD],
  bureau_catalogue_reviewer: [BUREAU_LEADER],
  bureau_share_officer: [BUREAU_LEADER],
  bureau_open_officer: [BUREAU_LEADER],
  flow_admin: [BUREAU_LEADER],
  flow_publisher: [BUREAU_LEADER],
  platform_operator: [BUREAU_LEADER],
  security_supervisor: [BUREAU_LEADER],
  city_confidentiality_reviewer: [CITY],
  coordination_member: [CITY],
  bureau_leader: [],
  auditor: [],
  external_applicant: [],
};

/** In a post of their own: nobody appoints as somebody's deputy. */
export function mayAppoint(actor: Actor, organisationId: string, role: Role): boolean {
  const held = ownGroups(actor);
  return APPOINTERS[role].some(({ by, where }) =>
    where === 'own' ? held.includes(`${organisationId}:${by}`) : held.some((group) => group.endsWith(`:${by}`)),
  );
}

export type NewAppointment = RoleTerm & { readonly accountId: string; readonly organisationId: string; readonly reason: string };

/** What is known of the person under the lock. */
export type Appointee = {
  readonly organisationId: string;
  readonly active: boolean;
  /** Their appointments that have not ended. */
  readonly held: readonly (RoleTerm & { readonly organisationId: string })[];
  /** Roles that would come together with theirs through deputy records, on either side. */
  readonly beside: readonly RoleTerm[];
};

/** Why this person cannot be appointed so; null when they can. Never to oneself, never back-dated, never beside an incompatible role. */
export function refuseAppointment(actor: Actor, given: NewAppointment, person: Appointee | null, today: Day): Refusal | null {
  if (!mayAppoint(actor, given.organisationId, given.role)) return refuse('forbidden', { reason: 'may_not_appoint' });
  if (given.accountId === actor.accountId) return refuse('forbidden', { reason: 'appointing_oneself' });
  if (!person?.active || person.organisationId !== given.organisationId)
    return refuse('invalid', { fields: { accountId: { code: 'not_of_the_department' } } });
  const wrongTerm = refuseTerm(given, today);
  if (wrongTerm) return wrongTerm;
  const wrongReason = refuseReason(given.reason);
  if (wrongReason) return wrongReason;
  const same = person.held.some(
    (other) => other.role === given.role && other.organisationId === given.organisationId && overlap(given, other),
  );
  if (same) return refuse('invalid', { fields: { role: { code: 'already_appointed' } } });
  const conflict = conflictOf(given, [...person.held, ...person.beside]);
  return conflict && refuse('invalid', { fields: { role: { code: SEPARATED[conflict.rule] } } });
}

export type StandingAppointment = RoleTerm & { readonly accountId: string; readonly organisationId: string };

/** Why this appointment cannot end after that day; null when it can. Yesterday as the last day ends it at once. */
export function refuseEnd(
  actor: Actor,
  appointment: StandingAppointment,
  end: { readonly lastDay: Day; readonly reason: string },
  today: Day,
): Refusal | null {
  if (!mayAppoint(actor, appointment.organisationId, appointment.role)) return refuse('forbidden', { reason: 'may_not_appoint' });
  if (appointment.accountId === actor.accountId) return refuse('forbidden', { reason: 'appointing_oneself' });
  if (appointment.to !== null && appointment.to < today) return refuse('wrong_state', { reason: 'appointment_ended' });
  if (end.lastDay < dayBefore(today)) return refuse('invalid', { fields: { lastDay: { code: 'back_dated' } } });
  if (appointment.to !== null && end.lastDay > appointment.to) return refuse('invalid', { fields: { lastDay: { code: 'ends_anyway' } } });
  return refuseReason(end.reason);
}
