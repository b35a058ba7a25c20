import { mayEver } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';

/** Ids of the entries that a person has collected, for the marks on every page; null for who may apply for nothing. */
export async function basketMarks(db: Db, actor: Actor): Promise<readonly string[] | null> {
  if (!mayEver(actor, 'apply', 'Entry')) return null;
  const kept = await rows<{ id: string }>(
    db.orm.em.fork(),
    'select entry_id as id from basket_entry where account_id = ? order by added_at',
    [actor.accountId],
  );
  return kept.map(({ id }) => id);
}
