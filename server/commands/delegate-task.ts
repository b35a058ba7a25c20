import { askedColleague, askPlaceOf, refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation, takenTurn } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { personOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { deputised } from '#server/domain/deputies.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { delegated, held } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type DelegateTask = { readonly taskId: string; readonly to: string; readonly reason: string };

/** Asks a colleague of the department to prepare a task and hand it back (委派): the signature stays with who asked. */
export async function delegateTask(db: Db, actor: Actor, input: DelegateTask): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'delegate' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'delegate');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers } = entered;
    const turn = takenTurn(entered);
    if (isRefusal(turn)) return turn;
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;
    const colleague = await askedColleague(tx, 'delegate', input.to, askPlaceOf(actor, entered, turn.signer));
    if (isRefusal(colleague)) return colleague;

    const mine = delegated(held(turn.signer, turn.holder, turn.actingAs), personOf(colleague));
    const now = signers.map((one) => (one.id === mine.id ? mine : one));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.delegated',
      data: {
        ...placeOf(file, task),
        ...deputised(turn.actingFor),
        to: colleague.accountId,
        ...keepWords(tx, actor, file, 'task.delegated', input.reason),
      },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
