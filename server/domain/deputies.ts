import { organisationOf, personOf } from './actor.ts';
import type { Actor, Addressee, Group, Principal } from './actor.ts';
import { refuseReason, refuseTerm } from './terms.ts';
import type { Day } from './calendar.ts';
import { conflictOf, overlap } from './incompatible-roles.ts';
import type { RoleTerm, Term } from './incompatible-roles.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { SEPARATED } from './terms.ts';

/**
 * Deputies (DOMAIN SoD 10): dated, inside one department, never of a deputy. All that a deputy record changes is here: whoever
 * asks what somebody may do reads `hatsOf`, and nothing is ever done in another's name but through it.
 */

/** One way in which a person may act: in their own posts, or in those of somebody they stand in for. */
export type Hat = {
  readonly groups: readonly Group[];
  /** The person under whose name things are asked in these posts, and are in hand. */
  readonly person: Addressee;
  /** The person whose posts they are; null for one's own. */
  readonly actingFor: Principal | null;
  /** Separation of duties bars the act when it bars one of these. */
  readonly persons: readonly string[];
};

/** Their own posts first. */
export function hatsOf(actor: Actor): Hat[] {
  const principals = actor.standsInFor ?? [];
  return [
    { groups: ownGroups(actor), person: personOf(actor), actingFor: null, persons: [actor.accountId] },
    ...principals.map((principal) => ({
      groups: principal.groups,
      // Both are of one department.
      person: personOf({ accountId: principal.accountId, organisationId: actor.organisationId }),
      actingFor: principal,
      persons: [actor.accountId, principal.accountId],
    })),
  ];
}

/** The posts that are theirs by appointment. */
export function ownGroups(actor: Actor): Group[] {
  const added = new Set(actor.standsInFor?.flatMap((principal) => principal.groups));
  return actor.groups.filter((group) => !added.has(group));
}

/** Every person that they are or stand in for, and every organisation of one of these. */
export function selvesOf(actor: Actor): string[] {
  const principals = actor.standsInFor ?? [];
  const organisations = [
    actor.organisationId,
    ...actor.groups.map(organisationOf),
    ...principals.flatMap((principal) => principal.organisations),
  ];
  return [...new Set([actor.accountId, ...principals.map(({ accountId }) => accountId), ...organisations])];
}

/** A person with what their deputy records of today add. Only the principal's own appointments do: nobody is the deputy of a deputy. */
export function withPrincipals(own: Actor, principals: readonly Principal[]): Actor {
  const added = principals
    .map((principal) => ({ ...principal, groups: principal.groups.filter((group) => !own.groups.includes(group)) }))
    .filter((principal) => principal.groups.length > 0);
  if (added.length === 0) return own;
  return { ...own, groups: [...new Set([...own.groups, ...added.flatMap((principal) => principal.groups)])], standsInFor: added };
}

/** For lists: each post and person under which one is asked beside the principal whose it is, '' for one's own. */
export function askedAs(actor: Actor): { readonly addressees: Addressee[]; readonly principals: string[] } {
  const pairs = hatsOf(actor).flatMap(({ groups, person, actingFor }) =>
    [...groups, person].map((addressee) => ({ addressee, principal: actingFor?.accountId ?? '' })),
  );
  return { addressees: pairs.map(({ addressee }) => addressee), principals: pairs.map(({ principal }) => principal) };
}

/** As an event tells it. */
export function deputised(principal: Principal | null): { readonly actingFor?: string } {
  return principal === null ? {} : { actingFor: principal.accountId };
}

export type NewDeputy = Term & {
  readonly organisationId: string;
  readonly principalId: string;
  readonly deputyId: string;
  readonly to: Day;
  readonly reason: string;
};

/** What is known of both under the lock. */
export type DeputyFacts = {
  readonly principal: Member | null;
  readonly deputy: Member | null;
  /** Records not ended in which one of the two stands on either side. */
  readonly records: readonly (Term & { readonly principalId: string; readonly deputyId: string })[];
};
export type Member = { readonly organisationId: string; readonly active: boolean; readonly held: readonly RoleTerm[] };

const LONGEST_DAYS = 184;

/**
 * Why this cannot be; null when it can. One arranges it for oneself, or whoever manages the department for others; never so as
 * to become a deputy oneself. The posts of both together must be compatible: they meet in one hand.
 */
export function refuseDeputy(actor: Actor, given: NewDeputy, facts: DeputyFacts, mayForOthers: boolean, today: Day): Refusal | null {
  const own = actor.accountId === given.principalId;
  if (!own && !mayForOthers) return refuse('forbidden', { reason: 'may_not_arrange_deputies' });
  if (given.deputyId === given.principalId) return refuse('invalid', { fields: { deputyId: { code: 'deputy_of_oneself' } } });
  if (actor.accountId === given.deputyId) return refuse('forbidden', { reason: 'deputy_by_oneself' });
  const { principal, deputy } = facts;
  if (!principal?.active || principal.organisationId !== given.organisationId || principal.held.length === 0)
    return refuse('invalid', { fields: { principalId: { code: 'not_of_the_department' } } });
  if (!deputy?.active || deputy.organisationId !== given.organisationId)
    return refuse('invalid', { fields: { deputyId: { code: 'not_of_the_department' } } });
  const wrong = refuseTerm(given, today) ?? refuseReason(given.reason);
  if (wrong) return wrong;
  if (Date.parse(given.to) - Date.parse(given.from) > LONGEST_DAYS * 86_400_000)
    return refuse('invalid', { fields: { to: { code: 'deputy_too_long', params: { days: LONGEST_DAYS } } } });
  return refuseMeeting(given, facts.records) ?? refuseTogether(given, principal, deputy);
}

/** No chain: while one stands in for another, nobody stands in for them, and they have no deputy of their own. */
function refuseMeeting(given: NewDeputy, records: DeputyFacts['records']): Refusal | null {
  const meeting = records.filter((record) => overlap(record, given));
  if (meeting.some((record) => record.principalId === given.deputyId || record.deputyId === given.principalId))
    return refuse('invalid', { fields: { deputyId: { code: 'deputy_chain' } } });
  const again = meeting.some((record) => record.principalId === given.principalId);
  return again ? refuse('invalid', { fields: { from: { code: 'deputy_already' } } }) : null;
}

function refuseTogether(given: NewDeputy, principal: Member, deputy: Member): Refusal | null {
  for (const held of principal.held) {
    const term = { ...held, from: later(held.from, given.from), to: earlier(held.to, given.to) };
    const conflict = conflictOf(term, deputy.held);
    if (conflict) return refuse('invalid', { fields: { deputyId: { code: SEPARATED[conflict.rule] } } });
  }
  return null;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function earlier(one: Day | null, other: Day): Day {
  return one !== null && one < other ? one : other;
}
