import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';

export type PhraseView = { readonly id: string; readonly text: string; readonly shared: boolean; readonly mayDelete: boolean };
export type Phrases = { readonly phrases: readonly PhraseView[]; readonly mayShare: boolean };

/** One's own phrases first, then the department's; each in the order in which they were kept. */
export async function phrases(db: Db, actor: Actor): Promise<Phrases> {
  const { organisationId, accountId } = actor;
  const mayShare = may(actor, 'edit', 'Phrase', { organisationId });
  const found = await rows<{ id: string; text: string; shared: boolean }>(
    db.orm.em.fork(),
    `select id, text, organisation_id is not null as shared from phrase where account_id = ? or organisation_id = ?
     order by shared, created_at, id`,
    [accountId, organisationId],
  );
  return { phrases: found.map((phrase) => ({ ...phrase, mayDelete: !phrase.shared || mayShare })), mayShare };
}
