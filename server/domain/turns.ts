import type { Actor, Addressee, Principal } from './actor.ts';
import { hatsOf } from './deputies.ts';
import type { Hat } from './deputies.ts';
import { RELATIONS } from './operations.ts';
import type { Relation } from './operations.ts';
import type { Signer } from './signers.ts';
import type { TaskState } from './tasks.ts';

export type TaskPlace = {
  readonly state: TaskState;
  readonly candidates: readonly string[];
  readonly barred: readonly string[];
  readonly decidedBy?: string | null | undefined;
  /** The posts of those who head the departments that are asked. */
  readonly heads: readonly string[];
  /** The posts of the department that applied. */
  readonly applicantId: string;
  /** Would they answer for the side that asks, themselves or in the name of this principal? */
  readonly ownSide: (actingFor: Principal | null) => boolean;
};

/**
 * How a person stands to a task, what says most first. Whoever stands in for another stands to it in each hat, and is barred
 * only where they are in all that reach it.
 */
export function relationsTo(actor: Actor, task: TaskPlace, signers: readonly Signer[]): Relation[] {
  const found = new Set<Relation>();
  const hats = hatsOf(actor);
  if (task.state !== 'open') {
    if (task.decidedBy === actor.accountId) found.add('decider');
    if (hats.some((hat) => isOffered(hat, task, signers))) found.add('past');
  } else {
    for (const hat of hats) for (const relation of relationsIn(hat, task, signers)) found.add(relation);
    // Nobody signs one step twice, in whatever post.
    if (found.has('signed')) for (const again of ['candidate', 'holder', 'added'] as const) found.delete(again);
    if (found.size > 1) found.delete('barred');
  }
  if (actor.groups.some((group) => group.startsWith(`${task.applicantId}:`))) found.add('applicant');
  if (found.size === 0) found.add('reader');
  return RELATIONS.filter((relation) => found.has(relation));
}

function relationsIn(hat: Hat, task: TaskPlace, signers: readonly Signer[]): Relation[] {
  if (isOffered(hat, task, signers) && hat.persons.some((person) => task.barred.includes(person))) return ['barred'];
  const asked = signers.flatMap((signer) => relationToSigner(hat, signer) ?? []);
  const relations: Relation[] = hat.groups.some((group) => task.heads.includes(group)) ? [...asked, 'head'] : asked;
  // Who came to the applicant's department since the task opened is barred as well (SoD 3, 4).
  return relations.length > 0 && task.ownSide(hat.actingFor) ? ['barred'] : relations;
}

function isOffered(hat: Hat, { candidates }: Pick<TaskPlace, 'candidates'>, signers: readonly Signer[]): boolean {
  return hat.groups.some((group) => candidates.includes(group)) || signers.some(({ holder }) => holder === hat.person);
}

function relationToSigner(hat: Hat, signer: Signer): Relation | null {
  const mine = isInHandOf(hat, signer);
  if (signer.state === 'removed') return null;
  if (signer.state === 'signed') return mine ? 'signed' : null;
  if (signer.delegate !== null && signer.delegate === hat.person) return 'delegate';
  if (signer.state === 'waiting') return mine || (signer.holder === null && holdsOneOf(hat, signer)) ? 'waiting' : null;
  if (mine) {
    if (signer.delegate !== null) return 'delegator';
    return signer.place === 'drawn' ? 'holder' : 'added';
  }
  if (!holdsOneOf(hat, signer)) return null;
  return signer.holder === null ? 'candidate' : 'colleague';
}

/** Of what a principal has in hand the deputy reaches what is in hand in a post of the deputy record. */
function isInHandOf(hat: Hat, { holder, actingAs }: Signer): boolean {
  if (holder !== hat.person) return false;
  return hat.actingFor === null || actingAs === null || hat.groups.some((group) => group === actingAs);
}

function holdsOneOf(hat: Hat, { groups }: Signer): boolean {
  return hat.groups.some((group) => groups.includes(group));
}

/** As whom and in which post somebody acts on a step now, and in whose name: what they take in hand is in that person's hand. */
export type Turn = {
  readonly signer: Signer;
  readonly actingAs: string;
  readonly holder: Addressee;
  readonly actingFor: Principal | null;
};

/**
 * The signer as whom this person would act now; null when it is not their turn or the post is theirs no more (SoD 13). What they
 * have in hand comes first, and their own posts before those of another.
 */
export function turnOf(actor: Actor, task: Pick<TaskPlace, 'barred' | 'ownSide'>, signers: readonly Signer[]): Turn | null {
  const hats = hatsOf(actor).filter(
    ({ persons, actingFor }) => !persons.some((person) => task.barred.includes(person)) && !task.ownSide(actingFor),
  );
  const due = signers.filter(({ state, delegate }) => state === 'due' && delegate === null);
  const inHand = hats.flatMap((hat) => due.flatMap((signer) => (signer.holder === hat.person ? (turnIn(hat, signer) ?? []) : [])));
  const offered = hats.flatMap((hat) => due.flatMap((signer) => (signer.holder === null ? (turnIn(hat, signer) ?? []) : [])));
  return inHand[0] ?? offered[0] ?? null;
}

function turnIn(hat: Hat, signer: Signer): Turn | null {
  const actingAs = hat.groups.find((group) => (signer.actingAs === null ? signer.groups.includes(group) : group === signer.actingAs));
  return actingAs === undefined ? null : { signer, actingAs, holder: hat.person, actingFor: hat.actingFor };
}

/** The post in which a task is offered to somebody, and in whose name; their own post before that of another. Null: it is not. */
export function offeredAs(actor: Actor, { candidates }: Pick<TaskPlace, 'candidates'>): Pick<Turn, 'actingAs' | 'actingFor'> | null {
  const posts = hatsOf(actor).flatMap(({ groups, actingFor }) => {
    const actingAs = groups.find((group) => candidates.includes(group));
    return actingAs === undefined ? [] : [{ actingAs, actingFor }];
  });
  return posts[0] ?? null;
}
