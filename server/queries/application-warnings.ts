import type { Answers } from '#forms/answers.ts';
import { may } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
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
  const granted = await rows<{ item: string }>(
    em,
    `select distinct unnest(items) as item from share_grant where entry_id = ? and consumer_id = ? and state = 'active' and valid_to >= ?`,
    [entry.id, organisationFor(actor, 'dept_applicant'), dayOf(db.now(), db.reference.calendar.timezone)],
  );
  const { itemIds, method, purpose } = input.answers;
  return warningsFor(
    entry,
    {
      itemIds: Array.isArray(itemIds) ? itemIds.map(String) : [],
      method: typeof method === 'string' ? method : '',
      purpose: typeof purpose === 'string' ? purpose : '',
    },
    granted.map((row) => row.item),
  );
}
