import { may } from '#server/auth/ability.ts';
import { readRegister } from '#server/db/catalogue-register.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { overlapsIn } from '#server/domain/collection.ts';

export type OverlapView = {
  readonly name: string;
  readonly entry: { readonly id: string; readonly name: string; readonly provider: string };
  /** May the reader apply for it instead? */
  readonly canApply: boolean;
};

/** What a registration of new collection asks again that another department is the source of already, as the catalogue stands now. */
export async function collectionOverlaps(
  db: Db,
  actor: Actor,
  { head, contents }: Pick<CaseRows, 'head' | 'contents'>,
): Promise<OverlapView[] | null> {
  if (head.processKey !== 'collection-check') return null;
  const em = db.orm.em.fork();
  const register = await readRegister(em, { providerId: head.providerId, entryId: null, caseId: head.id });
  const overlaps = overlapsIn(applicationIn({ contents }).answers, register);
  const entries = await rows<{ id: string; itemId: string; state: string; providerId: string }>(
    em,
    `select e.id, i.id as "itemId", e.state, e.provider_id as "providerId" from information_item i join catalogue_entry e on e.id = i.entry_id
     where i.id = any (?::text[])`,
    [overlaps.map(({ source }) => source.itemId)],
  );
  return overlaps.flatMap(({ name, source }) => {
    const entry = entries.find(({ itemId }) => itemId === source.itemId);
    if (!entry || !may(actor, 'read', 'Entry', entry)) return [];
    const shown = { id: entry.id, name: source.entryName, provider: source.providerName };
    return [{ name, entry: shown, canApply: may(actor, 'apply', 'Entry', entry) }];
  });
}
