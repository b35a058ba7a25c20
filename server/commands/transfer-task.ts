import { askedColleague, askPlaceOf, refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { accountOf, personOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { actingPost } from '#server/domain/colleagues.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { held } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type TransferTask = { readonly taskId: string; readonly to: string; readonly reason: string };

/** Hands a task to a colleague in the same post, for good (转办). The head of the department may do so for whoever has it in hand. */
export async function transferTask(db: Db, actor: Actor, input: TransferTask): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'transfer' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'transfer');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers } = entered;
    const signer = entered.turn?.signer ?? signers.find(({ state, place }) => state === 'due' && place === 'drawn');
    if (!signer) return refuse('wrong_state', { reason: 'nobody_holds' });
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;
    const place = askPlaceOf(actor, entered, signer);
    const colleague = await askedColleague(tx, 'transfer', input.to, place);
    if (isRefusal(colleague)) return colleague;
    const actingAs = actingPost(colleague, place);
    if (actingAs === null) return refuse('invalid', { fields: { to: { code: 'person_without_post' } } });

    const now = signers.map((one) => (one.id === signer.id ? held(one, personOf(colleague), actingAs) : one));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.transferred',
      data: {
        ...placeOf(file, task),
        from: signer.holder === null ? null : accountOf(signer.holder),
        to: colleague.accountId,
        ...keepWords(tx, actor, file, 'task.transferred', input.reason),
      },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
