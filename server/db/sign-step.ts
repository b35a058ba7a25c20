import type { Step } from '#processes/definition.ts';
import type { Actor } from '#server/domain/actor.ts';
import { deputised } from '#server/domain/deputies.ts';
import type { Turn } from '#server/domain/turns.ts';
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
import type { SignedRow } from './standing.ts';
import { keepSigners } from './signers.ts';
import type { Tx } from './transact.ts';

export type SigningPlace = {
  readonly file: CaseFile;
  readonly task: Task;
  readonly parts: { readonly signers: readonly SignerRow[] };
  readonly step: Step;
  readonly signers: readonly Signer[];
};

/** A signature, and the outcome of the step when it was the one that its rule still needed; null while others must sign. */
export type Signed = { readonly row: SignedRow; readonly outcome: string | null };

/** One signature on a step. With an outcome of the step its task is closed. */
export function signStep(tx: Tx, actor: Actor, place: SigningPlace, turn: Turn, content: Kept, outcome: string): Signed {
  const { file, task, parts, step, signers } = place;
  const signer = held(turn.signer, turn.holder, turn.actingAs);
  const now = withSignature(
    step.signing,
    signers.map((one) => (one.id === signer.id ? signer : one)),
    signer,
    outcome,
  );
  const decided = outcomeBySigning(step, now);
  const { row, signature } = writeSignature(tx, actor, place, turn, content, outcome);
  // Of a step that one person signs, the decision itself says everything.
  if (parts.signers.some(({ taskId }) => taskId === task.id) || decided === null) keepSigners(tx, task, parts, now);
  if (decided === null) {
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.signed',
      data: { ...placeOf(file, task), ...signature, added: signer.place !== 'drawn' },
    });
    return { row, outcome: null };
  }
  task.outcome = decided;
  task.decidedBy = actor.accountId;
  const back = straightTo(task, decided);
  closeTask(tx, task, 'decided');
  record(tx, file, actor.accountId, {
    type: 'task.decided',
    data: { ...placeOf(file, task), ...signature, outcome: decided, ...(back === null ? {} : { straightTo: back }) },
  });
  return { row, outcome: decided };
}

/** The signature itself, as its row has it and as events name it. */
export function writeSignature(
  tx: Tx,
  actor: Actor,
  { file, task }: Pick<SigningPlace, 'file' | 'task'>,
  { signer, actingAs, actingFor }: Turn,
  content: Kept,
  outcome: string,
) {
  const { accountId } = actor;
  const signed = { taskId: task.id, element: task.element, round: task.round, outcome, accountId, actingAs, revision: file.revision };
  const payload = payloadHash({ ...signed, ...deputised(actingFor), contentHash: content.hash, decidedAt: tx.at.toISOString() });
  const decisionId = tx.newId();
  const added = signer.place !== 'drawn';
  tx.writes.insert('decision', {
    id: decisionId,
    case_id: file.id,
    task_id: task.id,
    element: task.element,
    round: task.round,
    outcome,
    account_id: accountId,
    acting_as: actingAs,
    acting_for: actingFor?.accountId ?? null,
    revision: file.revision,
    content_id: content.id,
    payload_hash: payload,
    decided_at: tx.at,
    added,
  });
  return {
    row: { ...signed, id: decisionId, actingFor: actingFor?.accountId ?? null, payloadHash: payload, decidedAt: tx.at, added },
    signature: { decisionId, outcome, actingAs, ...deputised(actingFor), revision: file.revision, payloadHash: payload },
  };
}
