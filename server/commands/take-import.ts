import { createHash } from 'node:crypto';
import { may } from '#server/auth/ability.ts';
import { rows, run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { cleanFileName } from '#server/domain/attachments.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { sheetKind } from '#server/domain/sheet/file-kind.ts';

export type TakeImport = { readonly name: string; readonly bytes: Buffer };
export type ImportTaken = { readonly id: string; readonly state: 'checking' | 'checked' };

const MOST_WAITING = 5;

/**
 * Takes a sheet of entries to be checked; nothing of it becomes an entry or a draft until its owner says so. The same file
 * that is still waiting for that is the same import.
 */
export async function takeImport(db: Db, actor: Actor, { name, bytes }: TakeImport): Promise<ImportTaken | Refusal> {
  const organisationId = organisationFor(actor, 'catalogue_compiler');
  if (organisationId === null || !may(actor, 'compile', 'Entry', { state: 'unpublished', providerId: organisationId }))
    return refuse('forbidden', { reason: 'may_not_import' });
  const kind = sheetKind(bytes);
  if (typeof kind === 'object') return refuse(kind.code === 'sheet_too_large' ? 'too_large' : 'invalid', { fields: { file: kind } });
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  return transact(db, async (tx) => {
    // One upload of a person after the other: the same file sent twice at once is one import.
    await run(tx.em, 'select 1 from account where id = ? for no key update', [actor.accountId]);
    const waiting = await rows<ImportTaken & { fileHash: string }>(
      tx.em,
      `select id, state, file_hash as "fileHash" from catalogue_import where account_id = ? and state in ('checking', 'checked')`,
      [actor.accountId],
    );
    const same = waiting.find((one) => one.fileHash === fileHash);
    if (same) return { id: same.id, state: same.state };
    if (waiting.length >= MOST_WAITING) return refuse('wrong_state', { reason: 'too_many_imports', values: { max: MOST_WAITING } });
    const id = tx.newId();
    tx.writes.insert('catalogue_import', {
      id,
      account_id: actor.accountId,
      organisation_id: organisationId,
      file_name: cleanFileName(name),
      file_hash: fileHash,
      file_size: bytes.length,
      state: 'checking',
      created_at: tx.at,
    });
    tx.writes.insert('catalogue_import_content', { import_id: id, bytes });
    return { id, state: 'checking' as const };
  });
}
