import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** An operator has a message to the engine that is stuck sent again; the case's later ones follow it. `id` is the outbox row's. */
export async function retryMessage(db: Db, actor: Actor, input: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  if (!may(actor, 'retry', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_retry' });
  if (!/^\d{1,18}$/.test(input.id)) return refuse('not_found', { reason: 'message_not_found' });
  return transact(db, async (tx) => {
    const [stuck] = await rows<{ caseId: string }>(
      tx.em,
      `
      update outbox set state = 'pending', attempts = 0, due_at = now(), leased_until = null
      where id = ? and state = 'stuck' returning case_id as "caseId"`,
      [input.id],
    );
    if (!stuck) return refuse('not_found', { reason: 'message_not_found' });
    tx.announce({ kind: 'outbox', caseId: stuck.caseId });
    return { id: input.id };
  });
}
