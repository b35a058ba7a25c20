import { Draft } from '#server/db/entities/draft.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export async function deleteDraft(db: Db, actor: Actor, input: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  if (!isId(input.id)) return refuse('not_found', { reason: 'draft_not_found' });
  return transact(db, async (tx) => {
    const deleted = await tx.em.nativeDelete(Draft, { id: input.id, accountId: actor.accountId });
    return deleted === 1 ? { id: input.id } : refuse('not_found', { reason: 'draft_not_found' });
  });
}
