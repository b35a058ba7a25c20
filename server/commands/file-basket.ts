import type { Answers } from '#forms/answers.ts';
import { startGateOf } from '#server/auth/refuse-start.ts';
import { fileInto } from '#server/db/file-into.ts';
import type { Filed } from '#server/db/file-into.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { applicationFor, refuseBasket } from '#server/domain/basket.ts';
import type { Chosen } from '#server/domain/basket.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type FileBasket = { readonly answers: Answers };

/**
 * Files one application for each entry of the basket, with the same form, all or none of them. Each entry has an answer, a
 * level and a grant of its own, so each is a case of its own with its own number; they know of each other.
 */
export async function fileBasket(db: Db, actor: Actor, { answers }: FileBasket): Promise<{ readonly cases: readonly Filed[] } | Refusal> {
  return transact(db, async (tx) => {
    const basket = await rows<Chosen>(
      tx.em,
      `select entry_id as "entryId", item_ids as "itemIds", method from basket_entry where account_id = ? order by added_at, entry_id for update`,
      [actor.accountId],
    );
    if (basket.length === 0) return refuse('wrong_state', { reason: 'basket_empty' });
    const [gate, together] = [startGateOf(actor), tx.newId()];
    const cases: Filed[] = [];
    const refused: { entryId: string; refusal: Refusal }[] = [];
    for (const chosen of basket) {
      const filed = await fileInto(tx, actor, gate, { process: 'conditional-share', answers: applicationFor(answers, chosen), together });
      if (isRefusal(filed)) refused.push({ entryId: chosen.entryId, refusal: filed });
      else cases.push(filed);
    }
    const refusal = refuseBasket(refused);
    if (refusal) return refusal;
    tx.writes.run('delete from basket_entry where account_id = ?', [actor.accountId]);
    return { cases };
  });
}
