import { may } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuseAnother } from '#server/domain/basket.ts';
import type { Chosen } from '#server/domain/basket.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { optionsFor } from '#server/domain/share-application.ts';

/** Keeps an entry, with what is wanted of it, to be applied for together with others; an entry that is there is changed. */
export async function putInBasket(
  db: Db,
  actor: Actor,
  input: Pick<Chosen, 'entryId'> & Partial<Chosen>,
): Promise<{ readonly entryId: string } | Refusal> {
  return transact(db, async (tx) => {
    const entry = await readEntry(tx.em, input.entryId);
    if (!entry || !may(actor, 'apply', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
    // Two browsers of one person wait for each other here, so that the basket stays within its bound.
    await rows(tx.em, 'select 1 from account where id = ? for no key update', [actor.accountId]);
    const kept = await rows<{ entryId: string }>(tx.em, 'select entry_id as "entryId" from basket_entry where account_id = ?', [
      actor.accountId,
    ]);
    const isThere = kept.some(({ entryId }) => entryId === entry.id);
    const full = isThere ? null : refuseAnother(kept.length);
    if (full) return full;
    const { itemIds = [], method = [] } = optionsFor(entry);
    const [onlyMethod, ...others] = method;
    const chosen = {
      items: (input.itemIds ?? []).filter((id) => itemIds.includes(id)),
      method: method.find((offered) => offered === input.method) ?? (others.length === 0 ? onlyMethod : undefined) ?? '',
    };
    if (isThere && input.itemIds === undefined) return { entryId: entry.id };
    tx.writes.run(
      `insert into basket_entry (account_id, entry_id, item_ids, method, added_at) values (?, ?, ?::text[], ?, ?)
       on conflict (account_id, entry_id) do update set item_ids = excluded.item_ids, method = excluded.method`,
      [actor.accountId, entry.id, `{${chosen.items.map((id) => JSON.stringify(id)).join(',')}}`, chosen.method, tx.at],
    );
    return { entryId: entry.id };
  });
}
