import type { EntityManager } from '@mikro-orm/postgresql';
import { plainName } from '#server/domain/catalogue-names.ts';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import type { CheckedEntry } from '#server/domain/sheet/check-sheet.ts';
import type { Matrix } from '#server/domain/sheet/table.ts';
import { rows, run } from './orm.ts';

export type ImportState = 'checking' | 'checked' | 'refused' | 'stored' | 'dropped';
export type ImportRecord = {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly state: ImportState;
  readonly refusal: FieldRefusal | null;
  readonly done: number;
  readonly total: number;
  readonly good: number;
  readonly stored: number;
  readonly createdAt: Date;
};
/** What stood in the file, for as long as nobody has decided about it. */
export type ImportContent = { readonly matrix: Matrix; readonly headingRow: number; readonly entries: readonly CheckedEntry[] };

export const IMPORT_COLUMNS = `i.id, i.account_id as "accountId", i.organisation_id as "organisationId", i.file_name as "fileName", i.file_hash as "fileHash",
  i.state, i.refusal, i.done, i.total, i.good, i.stored, i.created_at as "createdAt"`;

/** A person's own; in a transaction that changes it, with its lock. */
export async function ownImport(em: EntityManager, accountId: string, id: string): Promise<ImportRecord | null> {
  const lock = em.isInTransaction() ? 'for no key update' : '';
  const [found] = await rows<ImportRecord>(
    em,
    `select ${IMPORT_COLUMNS} from catalogue_import i where i.id = ? and i.account_id = ? ${lock}`,
    [id, accountId],
  );
  return found ?? null;
}

export async function importContent(em: EntityManager, id: string): Promise<ImportContent | null> {
  const [found] = await rows<{ checked: ImportContent | null }>(em, 'select checked from catalogue_import_content where import_id = ?', [
    id,
  ]);
  return found?.checked ?? null;
}

/** What the file held goes, the record stays. */
export async function forgetContent(em: EntityManager, ids: readonly string[]): Promise<void> {
  await run(em, 'delete from catalogue_import_content where import_id = any (?::uuid[])', [[...ids]]);
}

/** Names of new entries that a person has drafts of, as reviewers compare them. */
export async function draftNames(em: EntityManager, accountId: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ name: string }>(
    em,
    `select coalesce(answers->>'name', '') as name from draft where account_id = ? and process_key = 'catalogue-review' and subject like 'new:%'`,
    [accountId],
  );
  return new Set(found.flatMap(({ name }) => (name === '' ? [] : [plainName(name)])));
}
