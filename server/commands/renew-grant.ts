import { partsOf } from '#server/db/case-rows.ts';
import { copyTo } from '#server/db/copies.ts';
import { applicationIn } from '#server/db/contents.ts';
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

/** Effect `grant.renew`: the grant goes on until the day that was asked for, at most three years (DOMAIN §4.5 c). Once. */
export async function renewGrant(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const grant = file.grantId == null ? null : await tx.em.findOne(ShareGrant, { id: file.grantId });
    if (!grant) return refuse('not_found', { reason: 'grant_not_found' });
    if (grant.state !== 'active') return refuse('wrong_state', { reason: 'grant_not_active' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decided = latestOf(definition, 'renewal-decision', standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks'])))?.signed;
    if (decided?.outcome !== 'agree' || isByFiler(file, decided)) return refuse('wrong_state', { reason: 'no_renewal_decision' });
    const validTo = String(applicationIn(await partsOf(tx.em, file.id, ['contents'])).answers['validTo']);
    if (validTo <= grant.validTo) return refuse('wrong_state', { reason: 'renewal_not_later' });
    grant.validTo = validTo;
    record(tx, file, SYSTEM, { type: 'grant.renewed', data: { grantId: grant.id, validFrom: grant.validFrom, validTo } });
    copyTo(tx, file, [`${grant.consumerId}:data_steward`, `${grant.providerId}:data_steward`], 'grant_renewed');
    await endCase(tx, file, 'answered');
    return { done: true };
  });
}
