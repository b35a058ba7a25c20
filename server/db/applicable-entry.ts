import type { EntityManager } from '@mikro-orm/postgresql';
import type { ApplicableEntry } from '#server/domain/share-application.ts';
import { CatalogueEntry } from './entities/catalogue-entry.ts';
import { InformationItem } from './entities/information-item.ts';
import { Organisation } from './entities/organisation.ts';

export type Applicable = ApplicableEntry & { readonly name: string; readonly state: string; readonly providerName: string };

/** An entry with its items, as the rules of an application need it; null when there is none. */
export async function loadApplicable(em: EntityManager, entryId: string): Promise<Applicable | null> {
  const entry = await em.findOne(CatalogueEntry, { id: entryId });
  if (!entry) return null;
  const items = await em.find(InformationItem, { entryId }, { orderBy: { seq: 'asc' } });
  const provider = await em.findOneOrFail(Organisation, { id: entry.providerId });
  return {
    id: entry.id,
    name: entry.name,
    state: entry.state,
    providerId: entry.providerId,
    providerName: provider.shortName,
    shareType: entry.shareType,
    shareCondition: entry.shareCondition ?? null,
    shareMethods: entry.shareMethods,
    items: items.map(({ id, level, flags }) => ({ id, level, flags })),
  };
}
