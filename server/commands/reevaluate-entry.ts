import { partsOf } from '#server/db/case-rows.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { run } from '#server/db/orm.ts';
import { refuseUnreasoned } from '#server/db/reasons.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf, dueAfter } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { limitFor } from '#server/domain/deadlines.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isByFiler, latestOf } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `review.reevaluate`: what stays closed, with reason and clause, is looked at again in twelve months; where a new
 * review is due the task comes back unless one is made (信息公开条例 Art 18). Once.
 */
export async function reevaluateEntry(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { entryId } = file;
    if (entryId == null) return refuse('not_found', { reason: 'entry_not_found' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decisions = standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks']));
    const signed = latestOf(definition, 'not-open-evaluation', decisions)?.signed;
    if (!signed || isByFiler(file, signed) || signed.actingAs !== `${file.providerId}:data_steward`)
      return refuse('wrong_state', { reason: 'not_decided_by_provider' });
    const stays = signed.outcome === 'withhold';
    const unreasoned = stays ? await refuseUnreasoned(tx, signed) : null;
    if (unreasoned) return unreasoned;

    const { calendar, deadlines } = tx.reference;
    const today = dayOf(tx.at, calendar.timezone);
    const limit = limitFor(deadlines, stays ? 'entry.reevaluate_not_open' : 'entry.reevaluate.review', today, false);
    const next = dueAfter(calendar, today, limit.amount, limit.unit).day;
    // A review that was decided meanwhile has a day of its own.
    const moved = await run(tx.em, 'update review_decision set reevaluate_on = ? where entry_id = ? and reevaluate_on <= ?::date', [
      next,
      entryId,
      today,
    ]);
    record(tx, file, SYSTEM, {
      type: 'review.reevaluated',
      data: { entryId, decisionId: signed.id, outcome: signed.outcome, reevaluateOn: moved > 0 ? next : null },
    });
    await endCase(tx, file, 'answered');
    return { done: true };
  });
}
