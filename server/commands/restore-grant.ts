import { partsOf } from '#server/db/case-rows.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import { releaseOf } from '#server/db/reference.ts';
import { isByFiler, latestOf } from '#server/domain/duties.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Effect `grant.restore`: the misuse is mended, as somebody else than whoever stopped it has found; data flows again. Once. */
export async function restoreGrant(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const grant = file.grantId == null ? null : await tx.em.findOne(ShareGrant, { id: file.grantId });
    if (!grant) return refuse('not_found', { reason: 'grant_not_found' });
    if (grant.state !== 'suspended') return refuse('wrong_state', { reason: 'grant_not_suspended' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const inspection = latestOf(definition, 'inspection', standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks'])))?.signed;
    if (inspection?.outcome !== 'agree' || isByFiler(file, inspection)) return refuse('wrong_state', { reason: 'inspection_missing' });
    grant.state = 'active';
    record(tx, file, SYSTEM, { type: 'grant.restored', data: { grantId: grant.id } });
    copyTo(tx, file, [`${grant.consumerId}:data_steward`, `${grant.providerId}:data_steward`], 'grant_restored');
    await endCase(tx, file, 'answered');
    return { done: true };
  });
}
