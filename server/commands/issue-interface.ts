import { openCaseFactsSchema } from '#processes/directional-open/process.ts';
import type { Answers } from '#forms/answers.ts';
import { randomBytes } from 'node:crypto';
import { partsOf, readEntry } from '#server/db/case-rows.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { refuseRelease } from '#server/db/releases.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { OPEN_METHODS, unmetForIssue } from '#server/domain/opening.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `interface.issue`: the grant becomes active and has its credential, whose secret nobody knows until the applicant
 * claims it (invariants I1, I2, I6). Running it twice is once.
 */
export async function issueInterface(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    const grant = await tx.em.findOne(ShareGrant, { caseId: file.id });
    if (hasEnded(file.state) || grant?.state === 'active') return { done: true };
    if (!grant) return refuse('wrong_state', { reason: 'no_approved_grant' });
    if (grant.kind !== 'open' || !OPEN_METHODS.some((method) => method === grant.method))
      return refuse('wrong_state', { reason: 'no_approved_grant' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decisions = standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks']));
    const unmet = unmetForIssue(definition, openCaseFactsSchema.parse(file.facts), decisions);
    if (unmet) return refuse('wrong_state', { reason: unmet });
    const entry = await readEntry(tx.em, grant.entryId);
    if (!entry) throw new Error(`grant ${grant.id} has lost its entry`);
    const withheld = await refuseRelease(tx.em, { caseId: file.id, entry, items: grant.items }, definition, decisions);
    if (withheld) return withheld;

    const configured = latestOf(definition, 'interface-issue', decisions)?.signed;
    const { answers } = await tx.em.findOneOrFail(CaseContent, { id: configured?.contentId ?? '' });
    grant.state = 'active';
    grant.activatedAt = tx.at;
    const credentialId = tx.newId();
    tx.writes.insert('interface_credential', {
      id: credentialId,
      grant_id: grant.id,
      app_key: `ak_${randomBytes(12).toString('hex')}`,
      endpoint: String(answers['endpoint']),
      allow_list: addressesIn(answers),
      qps: Math.min(Number(answers['qps']), grant.quota ?? 1),
      watermark: answers['watermark'] === true,
      issued_at: tx.at,
    });
    record(tx, file, SYSTEM, {
      type: 'grant.activated',
      data: { grantId: grant.id, validFrom: grant.validFrom, validTo: grant.validTo },
    });
    record(tx, file, SYSTEM, {
      type: 'interface.issued',
      data: { grantId: grant.id, credentialId, decisionId: configured?.id ?? '' },
    });
    return { done: true };
  });
}

function addressesIn({ allowList }: Answers): string[] {
  return Array.isArray(allowList) ? allowList.flatMap((row) => (typeof row === 'object' ? [String(row['address'])] : [])) : [];
}
