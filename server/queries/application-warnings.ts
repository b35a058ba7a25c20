import type { Answers } from '#forms/answers.ts';
import { may } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { grantedItems } from '#server/db/granted-items.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { warningsFor } from '#server/domain/share-application.ts';
import type { Warning } from '#server/domain/share-application.ts';

/** What to tell the applicant while typing; nothing here refuses. */
export async function applicationWarnings(
  db: Db,
  actor: Actor,
  input: { readonly entryId: string; readonly answers: Answers },
): Promise<readonly Warning[] | Refusal> {
  const em = db.orm.em.fork();
  const entry = await readEntry(em, input.entryId);
  if (!entry || !may(actor, 'apply', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
  const granted = await grantedItems(db, organisationFor(actor, 'dept_applicant'), [entry.id]);
  const { itemIds, method, purpose } = input.answers;
  return warningsFor(
    entry,
    {
      itemIds: Array.isArray(itemIds) ? itemIds.map(String) : [],
      method: typeof method === 'string' ? method : '',
      purpose: typeof purpose === 'string' ? purpose : '',
    },
    granted(entry.id),
  );
}
