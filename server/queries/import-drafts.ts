import type { Answers } from '#forms/answers.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { MOST_DRAFTS } from './catalogue-imports.ts';

export type ImportedDraft = { readonly id: string; readonly name: string; readonly answers: Answers };

/** Those of an import's drafts that were chosen, as they stand now, to be handed in together. */
export function importDrafts(
  db: Db,
  actor: Actor,
  { importId, ids }: { readonly importId: string; readonly ids: readonly string[] },
): Promise<ImportedDraft[]> {
  const known = ids.filter(isId).slice(0, MOST_DRAFTS);
  if (!isId(importId) || known.length === 0) return Promise.resolve([]);
  return rows<ImportedDraft>(
    db.orm.em.fork(),
    `select id, coalesce(answers->>'name', '') as name, answers from draft
     where import_id = ? and account_id = ? and id = any (?::uuid[]) order by answers->>'name', id`,
    [importId, actor.accountId, known],
  );
}
