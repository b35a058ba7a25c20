import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { searchVector } from '#server/db/search.ts';
import { answersOfContent, contentOfEntry, entryHash } from '#server/domain/entry-content.ts';
import type { EntryColumns, ItemColumns } from '#server/domain/entry-content.ts';
import { SHARE_METHODS } from '#server/domain/catalogue.ts';
import type { ItemFlag } from '#server/domain/catalogue.ts';
import { insertRows } from './insert-rows.ts';
import { shippedData } from './shipped-data.ts';
import { rows } from '#server/db/orm.ts';

const itemShape = z.object({
  id: z.string(),
  seq: z.int(),
  name: z.string(),
  nameEn: z.string(),
  dataType: z.string(),
  length: z.int().nullable(),
  securityLevel: z.int(),
  personalInfo: z.boolean(),
  sensitivePersonalInfo: z.boolean(),
  businessSecret: z.boolean(),
  subjectKey: z.boolean(),
  authoritativeSource: z.boolean(),
  geo: z.boolean(),
  maskRule: z.string().nullable(),
  shareType: z.string(),
  openable: z.boolean(),
});
type Item = z.infer<typeof itemShape>;

const shape = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      resourceCode: z.string(),
      catalogueKind: z.string(),
      name: z.string(),
      keyField: z.string(),
      providerOrgId: z.string(),
      abstract: z.string(),
      resourceFormat: z.string(),
      shareType: z.string(),
      shareCondition: z.string().nullable(),
      notSharedBasis: z.string().nullable(),
      shareMethods: z.array(z.enum(SHARE_METHODS)),
      openType: z.string(),
      openCondition: z.string().nullable(),
      notOpenBasis: z.string().nullable(),
      updateCycle: z.string(),
      legalBasis: z.string(),
      subjectType: z.string(),
      sourceSystem: z.string(),
      securityLevel: z.int(),
      rowEstimate: z.int().nullable(),
      state: z.string(),
      items: z.array(itemShape),
      usageRequirements: z.string(),
    }),
  ),
});

/** The demo's 60 entries, 56 of them published; their data are fresh on the day on which the demo is set up. */
export async function seedCatalogue(em: EntityManager): Promise<void> {
  const { entries } = shape.parse(shippedData('catalogue'));
  const [now] = await rows<{ today: string }>(em, `select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`);
  const today = now?.today ?? null;
  const providers = new Map(
    (await rows<{ id: string; name: string; short_name: string }>(em, 'select id, name, short_name from organisation')).map(
      (organisation) => [organisation.id, organisation],
    ),
  );
  await insertRows(
    em,
    'catalogue_entry',
    entries.map((entry) => {
      const provider = providers.get(entry.providerOrgId);
      const itemNames = entry.items.flatMap((item) => [item.name, item.nameEn]);
      return {
        id: entry.id,
        resource_code: entry.resourceCode,
        name: entry.name,
        provider_id: entry.providerOrgId,
        state: entry.state,
        version: 1,
        key_field: entry.keyField,
        catalogue_kind: entry.catalogueKind,
        share_type: entry.shareType,
        share_condition: entry.shareCondition,
        not_shared_basis: entry.notSharedBasis,
        share_methods: entry.shareMethods,
        open_type: entry.openType,
        open_condition: entry.openCondition,
        not_open_basis: entry.notOpenBasis,
        update_cycle: entry.updateCycle,
        updated_on: entry.state === 'published' ? today : null,
        subject_type: entry.subjectType,
        level: entry.securityLevel,
        abstract: entry.abstract,
        details: {
          resourceFormat: entry.resourceFormat,
          legalBasis: entry.legalBasis,
          sourceSystem: entry.sourceSystem,
          usageRequirements: entry.usageRequirements,
          rowEstimate: entry.rowEstimate,
        },
        search: searchVector(
          entry.resourceCode,
          entry.name,
          entry.abstract,
          entry.keyField,
          provider?.name ?? '',
          provider?.short_name ?? '',
          ...itemNames,
        ),
      };
    }),
  );
  await insertRows(
    em,
    'information_item',
    entries.flatMap((entry) =>
      entry.items.map((item) => ({
        id: item.id,
        entry_id: entry.id,
        seq: item.seq,
        name: item.name,
        name_en: item.nameEn,
        data_type: item.dataType,
        length: item.length,
        level: item.securityLevel,
        flags: flagsOf(item),
        mask_rule: item.maskRule,
        share_type: item.shareType,
        open_type: item.openable ? entry.openType : 'not_open',
        retired: false,
      })),
    ),
  );
}

/** What is published stands as its first version too, so that the next one is the second. */
export async function seedVersions(em: EntityManager): Promise<void> {
  const found = await rows<{ id: string; version: number; entry: EntryColumns; items: ItemColumns[] }>(
    em,
    `select e.id, e.version,
       json_build_object('name', e.name, 'catalogueKind', e.catalogue_kind, 'resourceCode', e.resource_code, 'keyField', e.key_field,
         'shareType', e.share_type, 'shareCondition', e.share_condition, 'notSharedBasis', e.not_shared_basis, 'shareMethods', e.share_methods,
         'openType', e.open_type, 'openCondition', e.open_condition, 'notOpenBasis', e.not_open_basis, 'updateCycle', e.update_cycle,
         'subjectType', e.subject_type, 'abstract', e.abstract, 'details', e.details) as entry,
       (select json_agg(json_build_object('id', i.id, 'name', i.name, 'nameEn', i.name_en, 'dataType', i.data_type, 'length', i.length,
         'level', i.level, 'flags', i.flags, 'maskRule', i.mask_rule, 'shareType', i.share_type, 'openType', i.open_type,
         'sourceItem', i.source_item) order by i.seq) from information_item i where i.entry_id = e.id and not i.retired) as items
     from catalogue_entry e where e.state = 'published' and not exists (select 1 from entry_version v where v.entry_id = e.id)`,
  );
  await insertRows(
    em,
    'entry_version',
    found.map(({ id, version, entry, items }) => {
      const content = contentOfEntry(entry, items);
      return {
        entry_id: id,
        version,
        content: answersOfContent(content),
        content_hash: entryHash(content),
        case_id: null,
        published_by: null,
        published_at: PUBLISHED,
      };
    }),
  );
}

const PUBLISHED = '2025-08-01T09:30:00+08:00';

function flagsOf(item: Item): ItemFlag[] {
  const flags: (ItemFlag | false)[] = [
    item.personalInfo && 'personal',
    item.sensitivePersonalInfo && 'sensitive_personal',
    item.businessSecret && 'business_secret',
    item.geo && 'geo',
    item.subjectKey && 'subject_key',
    item.authoritativeSource && 'authoritative',
  ];
  return flags.filter((flag) => flag !== false);
}
