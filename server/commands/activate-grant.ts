import { shareCaseFactsSchema } from '#processes/conditional-share/process.ts';
import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { approveGrant } from '#server/db/grants.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { latestOf, unmetForActivation } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `grant.activate`: data may be used from now on. Unconditional sharing is granted here at once, with the
 * registered purpose (plan requirement 59); otherwise both sides must have accepted the terms and the delivery be
 * recorded (政务数据共享条例 Art 22; invariant I2). Running it twice is once.
 */
export async function activateGrant(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const parts = await partsOf(tx.em, file.id, ['contents', 'decisions', 'tasks', 'clocks']);
    const grant =
      file.facts.shareClass === 'unconditional'
        ? await approveGrant(tx, file, applicationIn(parts).answers, null)
        : await provided(tx, file, parts);
    if (!(grant instanceof ShareGrant)) return grant;

    grant.state = 'active';
    grant.activatedAt = tx.at;
    record(tx, file, SYSTEM, {
      type: 'grant.activated',
      data: { grantId: grant.id, validFrom: grant.validFrom, validTo: grant.validTo },
    });
    copyTo(tx, file, [`${file.applicantId}:data_steward`, `${file.providerId}:data_steward`], 'grant_active');
    await endCase(tx, file, 'granted', parts);
    notifyFiler(tx, file, { kind: 'case_changed', detail: 'granted', source: 'granted' });
    return { done: true };
  });
}

/** The grant that the provider agreed to, when all that must come before activation is recorded. */
async function provided(tx: Tx, file: CaseFile, parts: Pick<CaseRows, 'decisions' | 'tasks'>): Promise<ShareGrant | Refusal> {
  const decisions = standingIn(parts);
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  const grant = await tx.em.findOne(ShareGrant, { caseId: file.id });
  if (!grant) return refuse('wrong_state', { reason: 'no_approved_grant' });
  const unmet = unmetForActivation(definition, shareCaseFactsSchema.parse(file.facts), decisions);
  if (unmet) return refuse('wrong_state', { reason: unmet });

  const provision = latestOf(definition, 'provision', decisions)?.signed;
  const content = await tx.em.findOneOrFail(CaseContent, { id: provision?.contentId ?? '' });
  grant.delivery = {
    method: String(content.answers['method'] ?? grant.method),
    deliveredOn: String(content.answers['deliveredAt'] ?? ''),
    decisionId: provision?.id ?? '',
  };
  record(tx, file, SYSTEM, {
    type: 'provision.recorded',
    data: { grantId: grant.id, decisionId: grant.delivery.decisionId, method: grant.delivery.method, deliveryHash: content.hash },
  });
  return grant;
}
