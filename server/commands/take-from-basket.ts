import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Leaves an entry out; one that is not there is left out already. */
export async function takeFromBasket(
  db: Db,
  actor: Actor,
  { entryId }: { readonly entryId: string },
): Promise<{ readonly entryId: string } | Refusal> {
  return transact(db, async (tx) => {
    tx.writes.run('delete from basket_entry where account_id = ? and entry_id = ?', [actor.accountId, entryId]);
    return { entryId };
  });
}
