import { refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { accountOf, addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { delegated } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

/** What was prepared goes back, with an opinion, to who asked for it and signs. */
export async function handBackTask(
  db: Db,
  actor: Actor,
  input: { readonly taskId: string; readonly reason: string },
): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'hand_back' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'hand_back');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers } = entered;
    const reached = addresseesOf(actor);
    const mine = signers.find(({ state, delegate }) => state === 'due' && delegate !== null && reached.includes(delegate));
    const to = accountOf(mine?.holder ?? '');
    if (!mine || to === null) return refuse('wrong_state', { reason: 'nothing_delegated' });
    const noOpinion = refuseWithoutReason(input.reason);
    if (noOpinion) return noOpinion;
    const now = signers.map((one) => (one.id === mine.id ? delegated(one, null) : one));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.handed_back',
      data: { ...placeOf(file, task), to, ...keepWords(tx, actor, file, 'task.handed_back', input.reason) },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
