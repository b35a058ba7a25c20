import type { Signing, Step } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import type { Addressee } from './actor.ts';

/**
 * Who signs one step. A drawn signer is one that the drawing asks: one of its posts, or with `any` all of them together.
 * Added signers are asked by a drawn one, before they sign or after; they agree or give it back, and never decide for them.
 */
export type Signer = {
  readonly id: string;
  readonly seq: number;
  readonly place: SignerPlace;
  /** The drawn signer for whom this one was added. */
  readonly anchorId: string | null;
  /** The posts in which one may sign here. */
  readonly groups: readonly string[];
  /** The person who has it in hand; null: whoever holds one of the posts. */
  readonly holder: Addressee | null;
  /** The post in which the holder acts, fixed when they took it (SoD 12). */
  readonly actingAs: string | null;
  /** The colleague who was asked to prepare it and hand it back. */
  readonly delegate: Addressee | null;
  readonly state: SignerState;
  readonly outcome: string | null;
  /** The account that added it. */
  readonly addedBy: string | null;
};
export type SignerPlace = 'drawn' | 'before' | 'after';
export type SignerState = 'waiting' | 'due' | 'signed' | 'removed';

export type AskedTask = { readonly candidates: readonly string[] };

/** What those who were added may say. */
const CONCURRING: readonly OutcomeKey[] = ['agree', 'return'];

/** What a signer is asked: the step as drawn, or whether they agree with whoever added them. */
export function stepFor(step: Step, signer: Signer): Step {
  return signer.place === 'drawn' ? step : { ...step, outcomes: [...CONCURRING] };
}

/** The drawn signers of a step that opens. With `any` it is one, whose row is written once something happens to it. */
export function drawnSigners(signing: Signing, { candidates }: AskedTask, newId: () => string): Signer[] {
  const one = { place: 'drawn', anchorId: null, holder: null, actingAs: null, delegate: null, outcome: null, addedBy: null } as const;
  const posts = signing.rule === 'any' ? [[...candidates]] : candidates.map((group) => [group]);
  const drawn = posts.map((groups, seq): Signer => ({ ...one, id: newId(), seq, groups, state: 'waiting' }));
  return turned(signing, drawn);
}

/** Everybody whose turn it is now is due, all others wait. */
export function turned(signing: Signing, signers: readonly Signer[]): Signer[] {
  return signers.map((signer) => {
    if (signer.state === 'signed' || signer.state === 'removed') return signer;
    return { ...signer, state: isTurn(signing, signers, signer) ? 'due' : 'waiting' };
  });
}

function isTurn(signing: Signing, signers: readonly Signer[], signer: Signer): boolean {
  const anchor = signers.find(({ id }) => id === (signer.anchorId ?? signer.id));
  if (!anchor) return false;
  if (signer.place === 'after') return anchor.state === 'signed' && approves(anchor.outcome);
  const earlier = signers.filter(({ place, seq }) => place === 'drawn' && seq < anchor.seq);
  if (signing.rule === 'sequential' && !earlier.every((drawn) => voteOf(signers, drawn) === 'approves')) return false;
  return signer.place === 'before' || addedTo(signers, anchor, 'before').every(({ state }) => state === 'signed');
}

/** Whom the step asks now: who prepares it, who has it in hand, or everybody in the posts. */
export function askedNow(signers: readonly Signer[]): Addressee[] {
  const due = signers.filter(({ state }) => state === 'due');
  return [...new Set(due.flatMap(({ delegate, holder, groups }) => delegate ?? holder ?? groups))];
}

/** One signature. Who was added after somebody and gives it back hands it to them anew: what they had signed no longer stands. */
export function withSignature(signing: Signing, signers: readonly Signer[], by: Signer, outcome: string): Signer[] {
  const givenBack = by.place === 'after' && !approves(outcome);
  return turned(
    signing,
    signers.map((signer): Signer => {
      if (givenBack && (signer.id === by.id || signer.id === by.anchorId)) return { ...signer, state: 'waiting', outcome: null };
      return signer.id === by.id ? { ...signer, state: 'signed', outcome } : signer;
    }),
  );
}

/** Without somebody who was added. Who had signed for them to follow has it in hand again. */
export function withoutSigner(signing: Signing, signers: readonly Signer[], removed: Signer): Signer[] {
  return turned(
    signing,
    signers.map((signer): Signer => {
      if (signer.id === removed.id) return { ...signer, state: 'removed' };
      const again = removed.place === 'after' && signer.id === removed.anchorId && signer.state === 'signed';
      return again ? { ...signer, state: 'waiting', outcome: null } : signer;
    }),
  );
}

/** The outcome of the step as soon as its rule is met, or cannot be met any more; null while somebody must still sign. */
export function outcomeBySigning(step: Pick<Step, 'signing' | 'outcomes'>, signers: readonly Signer[]): OutcomeKey | null {
  const drawn = signers.filter(({ place, state }) => place === 'drawn' && state !== 'removed');
  const votes = drawn.map((signer) => ({ vote: voteOf(signers, signer), outcome: keyOf(signer.outcome) }));
  const outcomesOf = (kind: Vote) => votes.flatMap(({ vote, outcome }) => (vote === kind && outcome !== null ? [outcome] : []));
  const approving = outcomesOf('approves');
  const rejecting = outcomesOf('rejects');
  // What must be locked away is locked away at once, whatever the others think.
  const secret = rejecting.find((key) => outcomeOf(key).effect === 'quarantines');
  if (secret) return secret;
  switch (step.signing.rule) {
    case 'any':
      return rejecting[0] ?? approving[0] ?? null;
    case 'all':
    case 'sequential':
      return rejecting[0] ?? (approving.length === drawn.length ? leastOf(step, approving) : null);
    case 'ratio': {
      const needed = Math.ceil((drawn.length * step.signing.of) / step.signing.outOf);
      if (approving.length >= needed) return leastOf(step, approving);
      return drawn.length - rejecting.length < needed ? mostFrequent(rejecting) : null;
    }
    default:
      return step.signing satisfies never;
  }
}

type Vote = 'approves' | 'rejects';

/** An approval counts once everybody whom the signer wanted to sign after them has agreed. */
function voteOf(signers: readonly Signer[], drawn: Signer): Vote | null {
  if (drawn.state !== 'signed') return null;
  if (!approves(drawn.outcome)) return 'rejects';
  return addedTo(signers, drawn, 'after').every(({ state }) => state === 'signed') ? 'approves' : null;
}

function addedTo(signers: readonly Signer[], anchor: Signer, place: SignerPlace): Signer[] {
  return signers.filter((signer) => signer.anchorId === anchor.id && signer.place === place && signer.state !== 'removed');
}

/** Drawings name what goes furthest first: of several approvals the most careful one counts. */
function leastOf({ outcomes }: Pick<Step, 'outcomes'>, given: readonly OutcomeKey[]): OutcomeKey | null {
  return outcomes.findLast((key) => given.includes(key)) ?? null;
}

function mostFrequent(given: readonly OutcomeKey[]): OutcomeKey | null {
  const times = (key: OutcomeKey) => given.filter((other) => other === key).length;
  return given.toSorted((a, b) => times(b) - times(a))[0] ?? null;
}

function approves(outcome: string | null): boolean {
  const key = keyOf(outcome);
  return key !== null && outcomeOf(key).effect === 'approves';
}

function keyOf(outcome: string | null): OutcomeKey | null {
  return outcome !== null && isOutcomeKey(outcome) ? outcome : null;
}

/** A recorded signature, with the step's outcome that came of it. */
type Recorded = { readonly taskId: string; readonly outcome: string; readonly added: boolean };

/**
 * The signatures that stand for their step: of each decided task the last drawn one that said what was decided. All others
 * are part of the record, and bar who gave them, but fulfil no duty.
 */
export function standing<Row extends Recorded>(
  decisions: readonly Row[],
  tasks: readonly { id: string; outcome?: string | null }[],
): Row[] {
  const outcomes = new Map(tasks.map(({ id, outcome }) => [id, outcome ?? null]));
  const stands = new Map<string, Row>();
  for (const row of decisions) if (!row.added && row.outcome === outcomes.get(row.taskId)) stands.set(row.taskId, row);
  return decisions.filter((row) => stands.get(row.taskId) === row);
}

/** Takes it in hand, in that post. */
export function held(signer: Signer, holder: Addressee, actingAs: string): Signer {
  return { ...signer, holder, actingAs, delegate: null };
}

/** Gives it back to everybody in the post. */
export function released(signer: Signer): Signer {
  return { ...signer, holder: null, actingAs: null, delegate: null };
}

/** Asks a colleague to prepare it; who asked keeps it in hand. */
export function delegated(signer: Signer, delegate: Addressee | null): Signer {
  return { ...signer, delegate };
}

/** Without somebody who leaves: what they had in hand is the post's again, what they prepared goes back. */
export function withoutPerson(signer: Signer, leaver: Addressee): Signer {
  if (signer.state === 'signed' || signer.state === 'removed') return signer;
  if (signer.holder === leaver) return released(signer);
  return signer.delegate === leaver ? delegated(signer, null) : signer;
}
