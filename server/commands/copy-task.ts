import { askedColleague, askPlaceOf, refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation } from '#server/auth/operation.ts';
import { copyTo } from '#server/db/copies.ts';
import { record } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { personOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type CopyTask = { readonly taskId: string; readonly to: readonly string[]; readonly reason: string };

/** Lets colleagues know of a case, and why (抄送): they may read it and nothing else. What was read cannot be taken back. */
export async function copyTask(db: Db, actor: Actor, input: CopyTask): Promise<Done | Refusal> {
  return transact(db, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'copy');
    if (isRefusal(entered)) return entered;
    const { file, task } = entered;
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;
    if (input.to.length === 0) return refuse('invalid', { fields: { to: { code: 'person_unknown' } } });
    const told: Actor[] = [];
    for (const accountId of new Set(input.to)) {
      const colleague = await askedColleague(tx, 'copy', accountId, askPlaceOf(actor, entered, null));
      if (isRefusal(colleague)) return colleague;
      told.push(colleague);
    }
    const words = keepWords(tx, actor, file, 'task.copied', input.reason);
    copyTo(tx, file, told.map(personOf), `copied:${words.contentId}`);
    record(tx, file, actor.accountId, {
      type: 'task.copied',
      data: { ...placeOf(file, task), to: told.map(({ accountId }) => accountId), ...words },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
