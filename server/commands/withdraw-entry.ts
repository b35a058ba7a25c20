import { copyTo } from '#server/db/copies.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows, run } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf, dueAfter } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `entry.withdraw`: the entry leaves the catalogue; its users are told and supplied for six months more
 * (`catalogue.withdraw.grace`), and nobody is granted it anew. Running it twice is once.
 */
export async function withdrawEntry(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const entryId = file.entryId;
    if (entryId == null) throw new Error(`case ${file.id} is about no entry`);
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const { decisions } = await partsOf(tx.em, file.id, ['decisions']);
    const signed = latestOf(definition, 'withdrawal-sign', decisions)?.signed;
    const passed = latestOf(definition, 'withdrawal-review', decisions)?.signed;
    if (signed?.outcome !== 'agree' || signed.revision !== file.revision || signed.accountId === file.filedBy)
      return refuse('wrong_state', { reason: 'withdrawal_not_signed' });
    if (
      passed?.outcome !== 'pass' ||
      passed.revision !== file.revision ||
      passed.actingAs !== `${file.facts.bureau}:bureau_catalogue_reviewer`
    )
      return refuse('wrong_state', { reason: 'withdrawal_not_passed' });

    const users = await rows<{ id: string; consumerId: string }>(
      tx.em,
      `select id, consumer_id as "consumerId" from share_grant where entry_id = ? and state in ('approved', 'active') and valid_to >= ?`,
      [entryId, dayOf(tx.at, tx.reference.calendar.timezone)],
    );
    const suppliedUntil = users.length === 0 ? null : graceEnd(tx);
    await run(tx.em, `update catalogue_entry set state = 'withdrawn', supplied_until = ? where id = ?`, [suppliedUntil, entryId]);
    if (suppliedUntil !== null)
      await run(tx.em, 'update share_grant set valid_to = least(valid_to, ?::date) where id = any (?::uuid[])', [
        suppliedUntil,
        users.map(({ id }) => id),
      ]);
    record(tx, file, SYSTEM, { type: 'entry.withdrawn', data: { entryId, grants: users.length, suppliedUntil } });
    copyTo(tx, file, [...new Set(users.map(({ consumerId }) => `${consumerId}:data_steward`))], 'entry_withdrawn');
    await endCase(tx, file, 'delisted');
    return { done: true };
  });

  function graceEnd(tx: { readonly at: Date; readonly reference: Db['reference'] }): string {
    const { calendar, deadlines } = tx.reference;
    const today = dayOf(tx.at, calendar.timezone);
    const limit = deadlineInForce(deadlines, 'catalogue.withdraw.grace', today);
    if (!limit) throw new Error('no time limit catalogue.withdraw.grace');
    return dueAfter(calendar, today, limit.amount, limit.unit).day;
  }
}
