import { partsOf } from '#server/db/case-rows.ts';
import { copyTo } from '#server/db/copies.ts';
import { applicationIn } from '#server/db/contents.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Effect `grant.suspend`: nothing flows from now on, before anybody is asked (DOMAIN §4.5 c; 政务数据共享条例 Art 27). Once. */
export async function suspendGrant(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const grant = file.grantId == null ? null : await tx.em.findOne(ShareGrant, { id: file.grantId });
    if (!grant) return refuse('not_found', { reason: 'grant_not_found' });
    if (grant.state === 'suspended') return { done: true };
    if (grant.state !== 'active') return refuse('wrong_state', { reason: 'grant_not_active' });
    const { cause } = applicationIn(await partsOf(tx.em, file.id, ['contents'])).answers;
    grant.state = 'suspended';
    record(tx, file, SYSTEM, { type: 'grant.suspended', data: { grantId: grant.id, cause: String(cause) } });
    copyTo(
      tx,
      file,
      [`${grant.consumerId}:data_steward`, `${grant.consumerId}:dept_leader`, `${grant.providerId}:data_steward`],
      'grant_suspended',
    );
    return { done: true };
  });
}
