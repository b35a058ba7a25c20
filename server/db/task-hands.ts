import type { Step } from '#processes/definition.ts';
import { personOf } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { headsOf } from '#server/domain/escalation.ts';
import { approvedJustBefore } from '#server/domain/same-approver.ts';
import type { Approved } from '#server/domain/same-approver.ts';
import { drawnSigners, held } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import { isDecision } from '#server/domain/steps.ts';
import type { CaseRows } from './case-rows.ts';
import { copyTo } from './copies.ts';
import type { CaseFile } from './entities/case-file.ts';
import { holdersOf, personBy, supervisorsOn } from './persons.ts';
import { standingIn } from './standing.ts';
import { record, SYSTEM } from './record.ts';
import type { Release } from './reference.ts';
import type { Tx } from './transact.ts';

export type HandsPlace = {
  readonly file: CaseFile;
  readonly parts: Pick<CaseRows, 'decisions' | 'tasks'>;
  readonly release: Release;
  readonly step: Step;
  readonly candidates: readonly string[];
  readonly barred: readonly string[];
  /** Who had it in hand before it was left, and is to have it again. */
  readonly returnedFor: string | null;
};

/** In whose hands a step begins. */
export type Hands = {
  readonly candidates: readonly string[];
  readonly signers: readonly Signer[];
  /** Whether it is only any of those asked: then no row stands for it. */
  readonly plain: boolean;
  /** Who approved the same content just before, where the drawing does not ask them again. */
  readonly approved: Approved | null;
  /** Nobody is there to act: who is told instead. */
  readonly told: readonly string[] | null;
};

/**
 * Who is asked when a step opens. Where a post has nobody who may act, the head of the department and the supervisors are
 * told; the head is asked too where the step is no duty of the law, which only its own post fulfils. It is never passed over.
 */
export async function handsFor(tx: Tx, place: HandsPlace): Promise<Hands> {
  const { file, parts, release, step, candidates, barred, returnedFor } = place;
  const drawn = drawnSigners(step.signing, { candidates }, () => tx.newId());
  const holders = (await holdersOf(tx.em, candidates, today(tx))).filter(({ id }) => !barred.includes(id));
  const approved = approvedJustBefore(
    step,
    file.revision,
    standingIn(parts),
    holders.map(({ id }) => id),
  );
  const isVacant = (signer: Signer): boolean => !holders.some(({ group }) => signer.groups.includes(group));
  if (drawn.some(isVacant)) {
    const heads = headsOf(candidates, file.facts.bureau);
    const asks = isDecision(step, release.startForm) && step.duty === null;
    const signers = asks ? drawn.map((one) => (isVacant(one) ? { ...one, groups: [...one.groups, ...heads] } : one)) : drawn;
    const told = [...heads, ...(await supervisorsOn(tx.em, today(tx)))];
    return { candidates: asks ? [...new Set([...candidates, ...heads])] : candidates, signers, plain: false, approved: null, told };
  }
  const signers = returnedFor === null ? drawn : await inHandOf(tx, drawn, returnedFor, barred);
  return { candidates, signers, plain: step.signing.rule === 'any' && signers === drawn, approved, told: null };
}

/** Who had it in hand before gets it back, where they still hold the post. */
async function inHandOf(tx: Tx, signers: readonly Signer[], accountId: string, barred: readonly string[]): Promise<readonly Signer[]> {
  const [only, ...others] = signers;
  const person = await personBy(tx.em, accountId, today(tx));
  const post = person?.groups.find((group) => only?.groups.includes(group));
  if (!only || others.length > 0 || !person || post === undefined || barred.includes(accountId)) return signers;
  return [held(only, personOf(person), post)];
}

type TaskAt = { readonly taskId: string; readonly element: string; readonly run: number; readonly round: number };

/** That nobody is there goes on record, and to those who can see to it. */
export function reportUnmanned(tx: Tx, file: CaseFile, task: TaskAt, told: readonly string[]): void {
  copyTo(tx, file, told, `unmanned:${task.taskId}`);
  record(tx, file, SYSTEM, { type: 'task.unmanned', data: { ...task, told: [...told] } });
}

function today(tx: Tx): string {
  return dayOf(tx.at, tx.reference.calendar.timezone);
}
