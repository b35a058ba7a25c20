import { partsOf } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Effect `doubt.open`: while a value is being verified its item is marked 存疑 for everybody who uses it (DOMAIN §4.5 a). Once. */
export async function openDoubt(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { itemId } = applicationIn(await partsOf(tx.em, file.id, ['contents'])).answers;
    if (file.entryId == null || typeof itemId !== 'string') return refuse('wrong_state', { reason: 'no_doubtful_item' });
    const opened = await rows<object>(
      tx.em,
      `insert into entry_doubt (case_id, entry_id, item_id, opened_at) values (?, ?, ?, ?) on conflict do nothing returning 1`,
      [file.id, file.entryId, itemId, tx.at],
    );
    if (opened.length > 0) record(tx, file, SYSTEM, { type: 'doubt.opened', data: { entryId: file.entryId, itemId } });
    return { done: true };
  });
}
