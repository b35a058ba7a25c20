import { organisationOf, personOf } from './actor.ts';
import type { Actor } from './actor.ts';
import type { Signer } from './signers.ts';

/** What a colleague is asked for: to take it over, to prepare it, to sign too, or only to know. */
export const ASKS = ['transfer', 'delegate', 'add_signer', 'copy'] as const;
export type Ask = (typeof ASKS)[number];

export type AskPlace = {
  /** Who asks. */
  readonly accountId: string;
  /** The posts that may act here, and the organisation that they belong to. */
  readonly posts: readonly string[];
  readonly barred: readonly string[];
  readonly signers: readonly Signer[];
  /** Whose case it is besides: their people may be told of it. */
  readonly organisations: readonly string[];
  /** May this person take part in approvals at all? */
  readonly decides: (person: Actor) => boolean;
  /** Does separation of duties keep this person from the step, beside those who are named as barred? */
  readonly ownSide: (person: Actor) => boolean;
};

export type CannotAsk = 'person_self' | 'person_barred' | 'person_without_post' | 'person_other_department' | 'person_asked_already';

/**
 * May this colleague be asked? Whoever takes it over holds the same post; whoever prepares it or signs too belongs to the
 * same department and decides elsewhere; separation of duties holds for all of them (SoD 1-4, 10).
 */
export function cannotAsk(ask: Ask, person: Actor, place: AskPlace): CannotAsk | null {
  if (person.accountId === place.accountId) return 'person_self';
  if (ask === 'copy') return place.organisations.includes(person.organisationId) ? null : 'person_other_department';
  if (place.barred.includes(person.accountId) || place.ownSide(person)) return 'person_barred';
  if (ask === 'transfer') return postIn(person, place) === null ? 'person_without_post' : alreadyAsked(person, place);
  return actingPost(person, place) === null ? 'person_other_department' : alreadyAsked(person, place);
}

/** The post in which a colleague takes part: the one that is asked where they hold it, else one of their own in that department. */
export function actingPost(person: Actor, place: Pick<AskPlace, 'posts' | 'decides'>): string | null {
  if (!place.decides(person)) return null;
  const organisations = place.posts.map(organisationOf);
  return postIn(person, place) ?? person.groups.find((group) => organisations.includes(organisationOf(group))) ?? null;
}

function postIn(person: Actor, { posts }: Pick<AskPlace, 'posts'>): string | null {
  return person.groups.find((group) => posts.includes(group)) ?? null;
}

function alreadyAsked(person: Actor, { signers }: AskPlace): CannotAsk | null {
  const me = personOf(person);
  const asked = signers.some(({ state, holder, delegate }) => state !== 'removed' && (holder === me || delegate === me));
  return asked ? 'person_asked_already' : null;
}
