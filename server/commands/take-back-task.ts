import { enterOperation } from '#server/auth/operation.ts';
import { backPlaceOf } from '#server/db/back-place.ts';
import { endReadClocks } from '#server/db/clocks.ts';
import { Task } from '#server/db/entities/task.ts';
import { closeTask } from '#server/db/lock-case.ts';
import { record } from '#server/db/record.ts';
import { moveTo } from '#server/db/tell-engine.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { cannotTakeBack } from '#server/domain/going-back.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

/** Takes back what one has decided, as long as nobody has acted on the next step (取回). The signature stays on record. */
export async function takeBackTask(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'take_back' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'take_back', ['events', 'visits', 'clocks', 'decisions']);
    if (isRefusal(entered)) return entered;
    const { file, task, parts, release } = entered;
    if (hasEnded(file.state)) return refuse('wrong_state', { reason: 'case_ended' });
    const why = cannotTakeBack(backPlaceOf(release, file, parts), task.element, task.outcome ?? '');
    if (why) return refuse('wrong_state', { reason: why });
    const [next, ...others] = parts.tasks.filter(({ state }) => state === 'open');
    if (!next || others.length > 0) return refuse('wrong_state', { reason: next ? 'taken_further' : 'next_not_there' });
    const touched = parts.events.some(({ type, data }) => data['taskId'] === next.id && type !== 'task.created');
    if (touched) return refuse('wrong_state', { reason: 'taken_further' });

    const left = tx.em.merge(Task, { ...next });
    if (!moveTo(tx, file, left, parts, task.element, {})) return refuse('wrong_state', { reason: 'engine_place_unknown' });
    left.returnedTo = task.element;
    left.returnedRound = parts.tasks.filter(({ element }) => element === task.element).length + 1;
    left.returnedFor = actor.accountId;
    closeTask(tx, left, 'cancelled');
    record(tx, file, actor.accountId, {
      type: 'task.taken_back',
      data: { ...placeOf(file, left), to: task.element, takenTaskId: task.id },
    });
    endReadClocks(tx, file, parts, left.element);
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { taskId: task.id, caseId: file.id };
  });
}
