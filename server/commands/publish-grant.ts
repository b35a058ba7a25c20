import { partsOf } from '#server/db/case-rows.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { nextNumber } from '#server/db/numbers.ts';
import { rows } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { caseNumber, hasEnded } from '#server/domain/cases.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `grant.publish`: everybody may read who uses which data and why (DOMAIN §4.4, step 7), and the case ends. Running it
 * twice is once.
 */
export async function publishGrant(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const grant = await tx.em.findOne(ShareGrant, { caseId: file.id });
    const [credential] = await rows<object>(tx.em, 'select 1 from interface_credential where grant_id = ?', [grant?.id ?? null]);
    if (!grant || grant.kind !== 'open' || grant.state !== 'active' || !credential)
      return refuse('wrong_state', { reason: 'no_credential' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const parts = await partsOf(tx.em, file.id, ['decisions', 'tasks', 'clocks']);
    const proposed = latestOf(definition, 'open-proposal', standingIn(parts))?.signed;
    const { answers } = await tx.em.findOneOrFail(CaseContent, { id: proposed?.contentId ?? '' });

    const year = Number(dayOf(tx.at, tx.reference.calendar.timezone).slice(0, 4));
    const noticeId = tx.newId();
    tx.writes.insert('open_notice', {
      id: noticeId,
      number: caseNumber('开放公示', year, await nextNumber(tx, 'open-notice', year)),
      grant_id: grant.id,
      purpose: String(answers['publicReason'] ?? ''),
      published_at: tx.at,
    });
    record(tx, file, SYSTEM, { type: 'grant.published', data: { grantId: grant.id, noticeId } });
    copyTo(tx, file, [`${file.applicantId}:external_applicant`, `${file.providerId}:data_steward`], 'grant_active');
    await endCase(tx, file, 'granted', parts);
    notifyFiler(tx, file, { kind: 'case_changed', detail: 'granted', source: 'granted' });
    return { done: true };
  });
}
