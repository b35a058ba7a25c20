import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** An operator has a notice sent anew that was given up or whose end nobody knows: as another message, with an id of its own. */
export async function retryNotice(db: Db, actor: Actor, input: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  if (!may(actor, 'retry', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_retry' });
  if (!isId(input.id)) return refuse('not_found', { reason: 'message_not_found' });
  return transact(db, async (tx) => {
    const [again] = await rows<{ id: string }>(
      tx.em,
      `update notice_message set id = ?, state = 'pending', attempts = 0, due_at = ?, begun_at = null, leased_until = null, settled_at = null
       where id = ? and state in ('given_up', 'unclear') returning id`,
      [tx.newId(), tx.at, input.id],
    );
    return again ?? refuse('not_found', { reason: 'message_not_found' });
  });
}
