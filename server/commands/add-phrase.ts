import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { lockOrganisation } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refusePhrase } from '#server/domain/phrases.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type AddPhrase = { readonly text: string; readonly owner: 'me' | 'department' };

/** Keeps a phrase for oneself, or for one's whole department. */
export async function addPhrase(db: Db, actor: Actor, input: AddPhrase): Promise<{ readonly id: string } | Refusal> {
  const { organisationId, accountId } = actor;
  const shared = input.owner === 'department';
  if (shared && !may(actor, 'edit', 'Phrase', { organisationId })) return refuse('forbidden', { reason: 'may_not_edit_phrases' });
  return transact(db, async (tx) => {
    await lockOrganisation(tx, organisationId);
    const text = cleanLines(input.text);
    const [known] = await rows<{ count: number }>(
      tx.em,
      `select count(*)::int as count from phrase where ${shared ? 'organisation_id' : 'account_id'} = ?`,
      [shared ? organisationId : accountId],
    );
    const refused = refusePhrase(text, known?.count ?? 0);
    if (refused) return refused;
    const id = tx.newId();
    tx.writes.insert('phrase', {
      id,
      account_id: shared ? null : accountId,
      organisation_id: shared ? organisationId : null,
      text,
      created_by: accountId,
      created_at: tx.at,
    });
    return { id };
  });
}
