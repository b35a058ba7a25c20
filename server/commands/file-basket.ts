import type { Answers } from '#forms/answers.ts';
import { startGateOf } from '#server/auth/refuse-start.ts';
import { withCopies } from '#server/db/attachments.ts';
import { fileInto } from '#server/db/file-into.ts';
import type { Filed } from '#server/db/file-into.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { applicationFor, BASKET_DRAFT, refuseBasket } from '#server/domain/basket.ts';
import type { Chosen } from '#server/domain/basket.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** `chosen`: what is wanted of an entry, where that is not what the basket keeps. */
export type FileBasket = { readonly answers: Answers; readonly chosen?: readonly Chosen[] };
export type BasketFiled = { readonly cases: readonly Filed[]; readonly together: string };

/**
 * Files one application for each entry of the basket, with the same form, all or none of them. Each entry has an answer, a
 * level and a grant of its own, so each is a case of its own with its own number; they know of each other.
 */
export async function fileBasket(db: Db, actor: Actor, { answers, chosen = [] }: FileBasket): Promise<BasketFiled | Refusal> {
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
    for (const [index, kept] of basket.entries()) {
      const wanted = chosen.find(({ entryId }) => entryId === kept.entryId) ?? kept;
      const common = index < basket.length - 1 ? await withCopies(tx, actor, answers) : answers;
      const filed = await fileInto(tx, actor, gate, { process: 'conditional-share', answers: applicationFor(common, wanted), together });
      if (isRefusal(filed)) refused.push({ entryId: kept.entryId, refusal: filed });
      else cases.push(filed);
    }
    const refusal = refuseBasket(refused);
    if (refusal) return refusal;
    tx.writes.run('delete from basket_entry where account_id = ?', [actor.accountId]);
    tx.writes.run('delete from draft where account_id = ? and subject = ?', [actor.accountId, BASKET_DRAFT]);
    return { cases, together };
  });
}
