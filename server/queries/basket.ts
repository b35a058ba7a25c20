import { may } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { MOST_IN_BASKET } from '#server/domain/basket.ts';
import type { Chosen } from '#server/domain/basket.ts';
import { optionsFor } from '#server/domain/share-application.ts';

export type BasketView = {
  readonly entries: readonly (Chosen & {
    readonly name: string;
    readonly provider: string;
    readonly shareType: string;
    /** Whether it can be applied for still; one that cannot is to be left out. */
    readonly open: boolean;
    readonly items: readonly { readonly id: string; readonly name: string; readonly level: number }[];
    readonly methods: readonly string[];
  })[];
  readonly most: number;
};

/** What a person has collected, in the order in which it was. Of an entry that they may not see any more only its id is told. */
export async function basket(db: Db, actor: Actor): Promise<BasketView> {
  const em = db.orm.em.fork();
  const kept = await rows<Chosen>(
    em,
    `select entry_id as "entryId", item_ids as "itemIds", method from basket_entry where account_id = ? order by added_at, entry_id`,
    [actor.accountId],
  );
  const entries = await Promise.all(
    kept.map(async (chosen) => {
      const entry = await readEntry(db.orm.em.fork(), chosen.entryId);
      if (!entry || !may(actor, 'apply', 'Entry', entry))
        return { ...chosen, name: chosen.entryId, provider: '', shareType: '', open: false, items: [], methods: [] };
      return {
        ...chosen,
        name: entry.name,
        provider: entry.providerName,
        shareType: entry.shareType,
        open: true,
        items: entry.items.map(({ id, name, level }) => ({ id, name, level })),
        methods: optionsFor(entry)['method'] ?? [],
      };
    }),
  );
  return { entries, most: MOST_IN_BASKET };
}
