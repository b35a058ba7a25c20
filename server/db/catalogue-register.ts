import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import { elementKey, plainName } from '#server/domain/catalogue-names.ts';
import { contentOfEntry, entryContentOf } from '#server/domain/entry-content.ts';
import type { EntryContent } from '#server/domain/entry-content.ts';
import type { AuthoritativeItem, Register } from '#server/domain/one-source.ts';
import { CatalogueEntry } from './entities/catalogue-entry.ts';
import { InformationItem } from './entities/information-item.ts';
import { rows } from './orm.ts';

/** What an entry says now, as its form's answers would; null when there is none. */
export async function readEntryContent(em: EntityManager, entryId: string): Promise<EntryContent | null> {
  const entry = await em.findOne(CatalogueEntry, { id: entryId });
  if (!entry) return null;
  const items = await em.find(InformationItem, { entryId, retired: false }, { orderBy: { seq: 'asc' } });
  return contentOfEntry(entry, items);
}

/** Which entry it is for, and the case that it is part of, whose own name is no second one. */
export type RegisterFor = {
  readonly providerId: string;
  readonly entryId: string | null;
  readonly caseId: string | null;
  /** The wording that the case has now. */
  readonly application?: Answers;
};

/** What the catalogue holds for whoever compiles one of this provider's entries. */
export async function readRegister(em: EntityManager, { providerId, entryId, caseId, application }: RegisterFor): Promise<Register> {
  const [provider] = await rows<{ code: string }>(em, 'select code from organisation where id = ?', [providerId]);
  const own = await rows<{ id: string | null; name: string }>(
    em,
    `select id, name from catalogue_entry where provider_id = ? and state not in ('withdrawn', 'quarantined', 'in_review', 'dropped')
     union all
     select entry_id, title from case_file
     where provider_id = ? and process_key = 'catalogue-review' and ended_at is null and (?::uuid is null or id <> ?::uuid)`,
    [providerId, providerId, caseId, caseId],
  );
  const [other] =
    entryId === null
      ? []
      : await rows<object>(
          em,
          `select 1 from case_file where entry_id = ? and process_key in ('catalogue-review', 'entry-withdrawal') and ended_at is null and (?::uuid is null or id <> ?::uuid) limit 1`,
          [entryId, caseId, caseId],
        );
  const sources = await rows<AuthoritativeItem & { name: string; subjectType: string }>(
    em,
    `select i.id as "itemId", i.name, e.subject_type as "subjectType", e.name as "entryName", e.provider_id as "providerId", o.short_name as "providerName"
     from information_item i join catalogue_entry e on e.id = i.entry_id join organisation o on o.id = e.provider_id
     where e.state = 'published' and not i.retired and 'authoritative' = any (i.flags)`,
  );
  const themes = await rows<{ code: string; providerId: string }>(
    em,
    `select distinct on (1) split_part(resource_code, '/', 1) as code, provider_id as "providerId" from catalogue_entry
     where catalogue_kind = 'theme' and state = 'published' order by 1, published_at nulls first`,
  );
  const published =
    entryId === null
      ? []
      : await rows<{ id: string }>(
          em,
          `select i.id from information_item i join catalogue_entry e on e.id = i.entry_id where e.id = ? and e.state <> 'in_review' and not i.retired`,
          [entryId],
        );
  return {
    providerId,
    entryId,
    providerCode: provider?.code ?? '',
    ownNames: new Map(own.map((row) => [plainName(row.name), row])),
    sources: new Map(sources.map((row) => [elementKey(row.name, row.subjectType), row])),
    sourceIds: new Set(sources.map(({ itemId }) => itemId)),
    themeLeads: new Map(themes.map((row) => [row.code, row.providerId])),
    isUnderChange: other !== undefined,
    publishedItems: new Set(published.map(({ id }) => id)),
    ownItems: new Set([...published.map(({ id }) => id), ...itemIdsIn(application)]),
  };
}

function itemIdsIn(application: Answers | undefined): string[] {
  return application === undefined ? [] : entryContentOf(application).items.flatMap(({ id }) => (id === '' ? [] : [id]));
}
