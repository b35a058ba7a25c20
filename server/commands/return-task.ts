import { refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation, takenTurn } from '#server/auth/operation.ts';
import { backPlaceOf } from '#server/db/back-place.ts';
import { endReadClocks } from '#server/db/clocks.ts';
import { keepContent } from '#server/db/contents.ts';
import { closeTask } from '#server/db/lock-case.ts';
import { record } from '#server/db/record.ts';
import { writeSignature } from '#server/db/sign-step.ts';
import { moveTo } from '#server/db/tell-engine.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { cleanLines } from '#forms/fields/clean.ts';
import type { Actor } from '#server/domain/actor.ts';
import { returnTargets } from '#server/domain/going-back.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { replyStateAfter, toldOf } from '#server/domain/reply-drafts.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type ReturnTask = {
  readonly taskId: string;
  /** The step that is to be done again. */
  readonly to: string;
  /** Afterwards straight back here; otherwise along the drawing again. */
  readonly straightBack: boolean;
  readonly reason: string;
};

/** Sends a case back to a step that it has passed, or to the applicant (退回). It is a signature like every other. */
export async function returnTask(db: Db, actor: Actor, input: ReturnTask): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'return' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'return', ['events', 'visits', 'clocks', 'decisions']);
    if (isRefusal(entered)) return entered;
    const { file, task, parts, release, step } = entered;
    const turn = takenTurn(entered);
    if (isRefusal(turn)) return turn;
    const targets = returnTargets(backPlaceOf(release, file, parts), task.element);
    if (targets.length === 0) return refuse('wrong_state', { reason: 'nowhere_to_return' });
    const target = targets.find(({ element }) => element === input.to);
    if (!target) return refuse('invalid', { fields: { to: { code: 'not_a_return_target' } } });
    if (input.straightBack && !target.straightBack) return refuse('invalid', { fields: { straightBack: { code: 'no_straight_back' } } });
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;
    if (!moveTo(tx, file, task, parts, target.element, {})) return refuse('wrong_state', { reason: 'engine_place_unknown' });

    const form = { key: task.formKey, version: task.formVersion };
    const opinion = cleanLines(input.reason);
    const content = keepContent(tx, actor, file, { kind: 'decision', element: task.element, form, answers: {}, opinion, basis: '' });
    const { signature } = writeSignature(tx, actor, { file, task }, turn, content, 'return');
    const before = parts.tasks.filter(({ element }) => element === target.element);
    task.outcome = 'return';
    task.decidedBy = actor.accountId;
    task.returnedTo = target.element;
    task.returnedRound = before.length + 1;
    task.returnedFor = before.at(-1)?.decidedBy ?? null;
    task.resumeAt = input.straightBack ? task.element : null;
    closeTask(tx, task, 'decided');
    record(tx, file, actor.accountId, {
      type: 'task.returned',
      data: { ...placeOf(file, task), ...signature, to: target.element, straightBack: input.straightBack },
    });
    file.replyState = replyStateAfter(release.definition, file.replyState, { element: task.element, outcome: 'return' });
    endReadClocks(tx, file, parts, step.element);
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { taskId: task.id, caseId: file.id };
  });
}
