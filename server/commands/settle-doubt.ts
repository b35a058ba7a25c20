import { partsOf } from '#server/db/case-rows.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isByFiler, latestOf } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `doubt.settle`: the mark goes, and a confirmed error is told to everybody who uses the entry (DOMAIN §4.5 a). What
 * the panel ruled stands before what the provider found. Running it twice is once.
 */
export async function settleDoubt(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decisions = standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks']));
    const found = latestOf(definition, 'panel-ruling', decisions) ?? latestOf(definition, 'data-verification', decisions);
    const last = found ?? latestOf(definition, 'acceptance', decisions);
    if (!last || !isOutcomeKey(last.signed.outcome) || (!found && outcomeOf(last.signed.outcome).effect !== 'refuses'))
      return refuse('wrong_state', { reason: 'no_answer_decided' });
    const { signed } = last;
    if (isByFiler(file, signed)) return refuse('wrong_state', { reason: 'decided_by_the_filer' });
    const confirmed = found !== null && signed.outcome === 'agree';

    const [doubt] = await rows<{ itemId: string }>(
      tx.em,
      `update entry_doubt set settled_at = ?, confirmed = ? where case_id = ? and settled_at is null returning item_id as "itemId"`,
      [tx.at, confirmed, file.id],
    );
    if (!doubt || file.entryId == null) return refuse('wrong_state', { reason: 'no_doubtful_item' });
    record(tx, file, SYSTEM, { type: 'doubt.settled', data: { entryId: file.entryId, itemId: doubt.itemId, confirmed } });
    record(tx, file, SYSTEM, {
      type: 'answer.recorded',
      data: { outcome: signed.outcome, decisionId: signed.id, payloadHash: signed.payloadHash },
    });
    if (confirmed) copyTo(tx, file, await usersOf(tx, file.entryId), 'doubt_confirmed');
    await endCase(tx, file, found ? 'answered' : 'refused');
    return { done: true };
  });
}

/** The heads of those departments whose grants of this entry are in use. */
async function usersOf(tx: Tx, entryId: string): Promise<string[]> {
  const users = await rows<{ id: string }>(
    tx.em,
    `select distinct consumer_id as id from share_grant where entry_id = ? and state in ('active', 'suspended') order by 1`,
    [entryId],
  );
  return users.map(({ id }) => `${id}:data_steward`);
}
