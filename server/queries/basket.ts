import { may } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { MOST_IN_BASKET } from '#server/domain/basket.ts';
import type { Chosen } from '#server/domain/basket.ts';
import type { ShareType } from '#server/domain/catalogue.ts';
import { optionsFor } from '#server/domain/share-application.ts';
import { itemViews } from './entry-items.ts';
import type { ItemView } from './entry-items.ts';

export type BasketEntry = Chosen & {
  readonly name: string;
  readonly provider: string;
  readonly items: readonly ItemView[];
  readonly methods: readonly string[];
  /** What is known of one that can be applied for still; one that cannot is to be left out. */
  readonly open: { readonly shareType: ShareType; readonly level: number; readonly condition: string } | null;
};
export type BasketView = { readonly entries: readonly BasketEntry[]; readonly most: number };

/** What a person has collected, in the order in which it was. Of an entry that they may not see any more only its id is told. */
export async function basket(db: Db, actor: Actor): Promise<BasketView> {
  const em = db.orm.em.fork();
  const kept = await rows<Chosen>(
    em,
    `select entry_id as "entryId", item_ids as "itemIds", method from basket_entry where account_id = ? order by added_at, entry_id`,
    [actor.accountId],
  );
  const entries = await Promise.all(
    kept.map(async (chosen): Promise<BasketEntry> => {
      const entry = await readEntry(db.orm.em.fork(), chosen.entryId);
      if (!entry || !may(actor, 'apply', 'Entry', entry))
        return { ...chosen, name: chosen.entryId, provider: '', open: null, items: [], methods: [] };
      return {
        ...chosen,
        name: entry.name,
        provider: entry.providerName,
        open: { shareType: entry.shareType, level: entry.level, condition: entry.notSharedBasis ?? entry.shareCondition ?? '' },
        items: itemViews(entry),
        methods: optionsFor(entry)['method'] ?? [],
      };
    }),
  );
  return { entries, most: MOST_IN_BASKET };
}
