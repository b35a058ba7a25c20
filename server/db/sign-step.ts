import type { Step } from '#processes/definition.ts';
import { personOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { payloadHash } from '#server/domain/signature.ts';
import { held, outcomeBySigning, withSignature } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import { placeOf, straightTo } from '#server/domain/tasks.ts';
import { askAnew } from './asked.ts';
import type { SignerRow } from './case-rows.ts';
import type { Kept } from './contents.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Task } from './entities/task.ts';
import { closeTask } from './lock-case.ts';
import { record } from './record.ts';
import { keepSigners } from './signers.ts';
import type { Tx } from './transact.ts';

export type SigningPlace = {
  readonly file: CaseFile;
  readonly task: Task;
  readonly parts: { readonly signers: readonly SignerRow[] };
  readonly step: Step;
  readonly signers: readonly Signer[];
};
export type Turn = { readonly signer: Signer; readonly actingAs: string };

/**
 * One signature on a step. Returns the step's outcome when it was the one that its rule still needed, and closes the task;
 * null while others must sign.
 */
export function signStep(tx: Tx, actor: Actor, place: SigningPlace, turn: Turn, content: Kept, outcome: string): string | null {
  const { file, task, parts, step, signers } = place;
  const signer = held(turn.signer, personOf(actor), turn.actingAs);
  const now = withSignature(
    step.signing,
    signers.map((one) => (one.id === signer.id ? signer : one)),
    signer,
    outcome,
  );
  const decided = outcomeBySigning(step, now);
  const signature = writeSignature(tx, actor, place, turn, content, outcome);
  // Of a step that one person signs, the decision itself says everything.
  if (parts.signers.some(({ taskId }) => taskId === task.id) || decided === null) keepSigners(tx, task, parts, now);
  if (decided === null) {
    askAnew(tx, file, task, now);
    record(tx, file, actor.accountId, {
      type: 'task.signed',
      data: { ...placeOf(file, task), ...signature, added: signer.place !== 'drawn' },
    });
    return null;
  }
  task.outcome = decided;
  task.decidedBy = actor.accountId;
  const back = straightTo(task, decided);
  closeTask(tx, task, 'decided');
  record(tx, file, actor.accountId, {
    type: 'task.decided',
    data: { ...placeOf(file, task), ...signature, outcome: decided, ...(back === null ? {} : { straightTo: back }) },
  });
  return decided;
}

/** The signature itself, as events name it. */
export function writeSignature(
  tx: Tx,
  actor: Actor,
  { file, task }: Pick<SigningPlace, 'file' | 'task'>,
  { signer, actingAs }: Turn,
  content: Kept,
  outcome: string,
) {
  const payload = payloadHash({
    taskId: task.id,
    element: task.element,
    round: task.round,
    outcome,
    accountId: actor.accountId,
    actingAs,
    revision: file.revision,
    contentHash: content.hash,
    decidedAt: tx.at.toISOString(),
  });
  const decisionId = tx.newId();
  tx.writes.insert('decision', {
    id: decisionId,
    case_id: file.id,
    task_id: task.id,
    element: task.element,
    round: task.round,
    outcome,
    account_id: actor.accountId,
    acting_as: actingAs,
    revision: file.revision,
    content_id: content.id,
    payload_hash: payload,
    decided_at: tx.at,
    added: signer.place !== 'drawn',
  });
  return { decisionId, outcome, actingAs, revision: file.revision, payloadHash: payload };
}
