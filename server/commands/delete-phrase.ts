import { may } from '#server/auth/ability.ts';
import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** One's own phrase, or one of the department's for whoever keeps them. */
export async function deletePhrase(db: Db, actor: Actor, input: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  const { organisationId, accountId } = actor;
  if (!isId(input.id)) return refuse('not_found', { reason: 'phrase_not_found' });
  return transact(db, async (tx) => {
    const deleted = await run(tx.em, 'delete from phrase where id = ? and (account_id = ? or (? and organisation_id = ?))', [
      input.id,
      accountId,
      may(actor, 'edit', 'Phrase', { organisationId }),
      organisationId,
    ]);
    return deleted === 1 ? { id: input.id } : refuse('not_found', { reason: 'phrase_not_found' });
  });
}
