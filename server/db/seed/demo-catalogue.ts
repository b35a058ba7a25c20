import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { searchVector } from '#server/db/search.ts';
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

/** The demo's 60 entries, 56 of them published. `updated_on` stays empty until a provider reports an update. */
export async function seedCatalogue(em: EntityManager): Promise<void> {
  const { entries } = shape.parse(shippedData('catalogue'));
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
        updated_on: null,
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
      })),
    ),
  );
}

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
