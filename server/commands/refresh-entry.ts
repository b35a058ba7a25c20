import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { latestAnswerIn } from '#server/db/contents.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { run } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isByFiler, latestOf } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `entry.refresh`: how far the provider says that the data reach; or until when the update may be put off, where
 * the bureau agreed to the provider's own word (requirement 53). Once.
 */
export async function refreshEntry(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { entryId } = file;
    if (entryId == null) return refuse('not_found', { reason: 'entry_not_found' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const parts = await partsOf(tx.em, file.id, ['decisions', 'tasks', 'contents']);
    const decisions = standingIn(parts);
    const said = latestOf(definition, 'data-refresh', decisions);
    if (!said || isByFiler(file, said.signed) || said.signed.actingAs !== `${file.providerId}:data_steward`)
      return refuse('wrong_state', { reason: 'not_decided_by_provider' });
    const decisionId = said.signed.id;
    if (said.signed.outcome === 'confirm') {
      const updatedOn = dayIn(parts, 'dataUntil');
      await run(tx.em, 'update catalogue_entry set updated_on = greatest(updated_on, ?::date), update_expected_on = null where id = ?', [
        updatedOn,
        entryId,
      ]);
      record(tx, file, SYSTEM, { type: 'entry.refreshed', data: { entryId, decisionId, updatedOn } });
    } else {
      const agreed = latestOf(definition, 'refresh-extension', decisions.slice(said.at + 1))?.signed;
      if (agreed?.outcome !== 'agree' || agreed.accountId === said.signed.accountId)
        return refuse('wrong_state', { reason: 'not_decided_by_provider' });
      const expectedOn = dayIn(parts, 'expectedOn');
      await run(tx.em, 'update catalogue_entry set update_expected_on = ? where id = ?', [expectedOn, entryId]);
      record(tx, file, SYSTEM, { type: 'entry.postponed', data: { entryId, decisionId, expectedOn } });
    }
    await endCase(tx, file, 'answered');
    return { done: true };
  });
}

function dayIn(parts: Pick<CaseRows, 'contents' | 'decisions' | 'tasks'>, key: string): string {
  return String(latestAnswerIn(parts, 'data_refresh')?.answers[key]);
}
