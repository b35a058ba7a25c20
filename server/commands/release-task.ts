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
import { released } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

/** Gives a task back to everybody in the post; the head of the department does so for somebody who cannot. */
export async function releaseTask(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'release' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'release');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers, relations } = entered;
    const reached = addresseesOf(actor);
    const inHand = signers.filter(({ state, place, holder }) => state === 'due' && place === 'drawn' && holder !== null);
    const signer = relations.includes('holder') ? inHand.find(({ holder }) => reached.includes(holder ?? '')) : inHand[0];
    const from = accountOf(signer?.holder ?? '');
    if (!signer || from === null) return refuse('wrong_state', { reason: 'nobody_holds' });
    const now = signers.map((one) => (one.id === signer.id ? released(one) : one));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, { type: 'task.released', data: { ...placeOf(file, task), from } });
    return { taskId: task.id, caseId: file.id };
  });
}
