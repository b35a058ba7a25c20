import { codeOfCategory, levelOf } from '#server/domain/entry-content.ts';
import type { EntryContent } from '#server/domain/entry-content.ts';
import { rows, run } from './orm.ts';
import { searchVector } from './search.ts';
import type { Tx } from './transact.ts';

export type NewEntry = {
  readonly id: string;
  readonly providerId: string;
  /** `in_review` before its first version. */
  readonly state: 'in_review' | 'published';
  readonly version: number;
  readonly content: EntryContent;
};

/** Makes the catalogue say what this content says. Items that are gone keep their rows. */
export async function writeEntry(tx: Tx, { id, providerId, state, version, content }: NewEntry): Promise<void> {
  const [entry] = await rows<{ resourceCode: string }>(tx.em, 'select resource_code as "resourceCode" from catalogue_entry where id = ?', [
    id,
  ]);
  const code = await codeFor(tx, content.category, entry?.resourceCode ?? null);
  const [provider] = await rows<{ name: string; shortName: string }>(
    tx.em,
    'select name, short_name as "shortName" from organisation where id = ?',
    [providerId],
  );
  const columns: Readonly<Record<string, unknown>> = {
    resource_code: code,
    name: content.name,
    provider_id: providerId,
    state,
    version,
    key_field: content.keyField,
    catalogue_kind: content.catalogueKind,
    share_type: content.shareType,
    share_condition: content.shareCondition || null,
    not_shared_basis: content.notSharedBasis || null,
    share_methods: [...content.shareMethods],
    open_type: content.openType,
    open_condition: content.openCondition || null,
    not_open_basis: content.notOpenBasis || null,
    update_cycle: content.updateCycle,
    subject_type: content.subjectType,
    level: levelOf(content),
    abstract: content.abstract,
    details: JSON.stringify(detailsOf(content)),
    published_at: state === 'published' ? tx.at : null,
    search: searchVector(
      content.name,
      code,
      content.abstract,
      content.keyField,
      provider?.name ?? '',
      provider?.shortName ?? '',
      ...content.items.flatMap((item) => [item.name, item.nameEn]),
    ),
  };
  const names = Object.keys(columns);
  await run(
    tx.em,
    `insert into catalogue_entry (id, ${names.join(', ')}) values (?, ${names.map(() => '?').join(', ')})
     on conflict (id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [id, ...Object.values(columns)],
  );
  await writeItems(tx, id, content);
}

function detailsOf(content: EntryContent): Record<string, string | number | null> {
  const { resourceFormat, formatDetail, legalBasis, sourceSystem, usageRequirements, rowEstimate, contact, relatedCodes } = content;
  const { shareTreatment, notOpenGround, leakRiskAssessment, piAssessment } = content;
  return {
    ...{ resourceFormat, formatDetail, legalBasis, sourceSystem, usageRequirements, rowEstimate, contact, relatedCodes },
    ...{ shareTreatment, notOpenGround, leakRiskAssessment, piAssessment },
  };
}

/** The next number of its class; an entry keeps its code while it keeps its class. Others of the class wait. */
async function codeFor(tx: Tx, category: string, held: string | null): Promise<string> {
  const prefix = codeOfCategory(category);
  if (held?.startsWith(`${prefix}/`) === true) return held;
  await run(tx.em, 'select pg_advisory_xact_lock(hashtext(?))', [`code ${prefix}`]);
  const [last] = await rows<{ number: number }>(
    tx.em,
    `select coalesce(max(split_part(resource_code, '/', 2)::int), 0)::int as number from catalogue_entry where split_part(resource_code, '/', 1) = ?`,
    [prefix],
  );
  return `${prefix}/${String((last?.number ?? 0) + 1).padStart(6, '0')}`;
}

async function writeItems(tx: Tx, entryId: string, { items }: EntryContent): Promise<void> {
  const ids = items.map(({ id }) => id);
  await run(tx.em, 'update information_item set retired = true where entry_id = ? and id <> all (?)', [entryId, ids]);
  await run(
    tx.em,
    `insert into information_item (id, entry_id, seq, name, name_en, data_type, length, level, flags, mask_rule, share_type, open_type, source_item)
     select x.id, ?, x.seq, x.name, x.name_en, x.data_type, x.length, x.level, x.flags, x.mask_rule, x.share_type, x.open_type, x.source_item
     from jsonb_to_recordset(?::jsonb) as x (id text, seq int, name text, name_en text, data_type text, length int, level int, flags text[], mask_rule text, share_type text, open_type text, source_item text)
     on conflict (id) do update set seq = excluded.seq, name = excluded.name, name_en = excluded.name_en, data_type = excluded.data_type,
       length = excluded.length, level = excluded.level, flags = excluded.flags, mask_rule = excluded.mask_rule,
       share_type = excluded.share_type, open_type = excluded.open_type, source_item = excluded.source_item, retired = false`,
    [
      entryId,
      JSON.stringify(
        items.map((item, index) => ({
          id: item.id,
          seq: index + 1,
          name: item.name,
          name_en: item.nameEn,
          data_type: item.dataType,
          length: item.length,
          level: item.level,
          flags: item.flags,
          mask_rule: item.maskRule || null,
          share_type: item.shareType,
          open_type: item.openType,
          source_item: item.sourceItem || null,
        })),
      ),
    ],
  );
}
