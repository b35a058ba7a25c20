import { enterOperation } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { accountOf, addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { delegated } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

/** Takes back what a colleague was asked to prepare. */
export async function recallDelegation(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'recall' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'recall');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers } = entered;
    const reached = addresseesOf(actor);
    const mine = signers.find(({ state, holder, delegate }) => state === 'due' && delegate !== null && reached.includes(holder ?? ''));
    const from = accountOf(mine?.delegate ?? '');
    if (!mine || from === null) return refuse('wrong_state', { reason: 'nothing_delegated' });
    const now = signers.map((one) => (one.id === mine.id ? delegated(one, null) : one));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, { type: 'task.recalled', data: { ...placeOf(file, task), from } });
    return { taskId: task.id, caseId: file.id };
  });
}
