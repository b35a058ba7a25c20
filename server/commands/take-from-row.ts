import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';

/** Takes one's own decision back out of the row before it is signed; the task waits as before. Twice is once. */
export async function takeFromRow(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<{ readonly taskId: string }> {
  return transact(db, async (tx) => {
    if (isId(input.taskId))
      await run(tx.em, 'delete from signing_row where account_id = ? and task_id = ?', [actor.accountId, input.taskId]);
    return { taskId: input.taskId };
  });
}
