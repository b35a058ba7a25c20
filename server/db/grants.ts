import type { Answers } from '#forms/answers.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { caseNumber } from '#server/domain/cases.ts';
import { grantTerms } from '#server/domain/grants.ts';
import type { CaseFile } from './entities/case-file.ts';
import { ShareGrant } from './entities/share-grant.ts';
import { nextNumber } from './numbers.ts';
import { record, SYSTEM } from './record.ts';
import type { Tx } from './transact.ts';

/** What the provider's side answered: `reviewed` is null where the items need no confidentiality opinion. */
export type Agreement = { readonly decided: Answers; readonly reviewed: Answers | null };

/** Writes the one grant of a case, not yet active. Without an agreement nobody decides (unconditional sharing). */
export async function approveGrant(tx: Tx, file: CaseFile, application: Answers, agreement: Agreement | null): Promise<ShareGrant> {
  if (file.entryId == null) throw new Error(`case ${file.id} is about no entry`);
  const year = Number(dayOf(tx.at, tx.reference.calendar.timezone).slice(0, 4));
  const terms = grantTerms(application, agreement?.decided ?? null, agreement?.reviewed ?? null);
  const grant = tx.em.create(ShareGrant, {
    id: tx.newId(),
    number: caseNumber('共享授权', year, await nextNumber(tx, 'share-grant', year)),
    caseId: file.id,
    entryId: file.entryId,
    providerId: file.providerId,
    consumerId: file.applicantId,
    state: 'approved',
    ...terms,
    items: [...terms.items],
    delivery: null,
    approvedAt: tx.at,
    activatedAt: null,
  });
  tx.em.persist(grant);
  record(tx, file, SYSTEM, {
    type: 'grant.approved',
    data: { grantId: grant.id, items: [...grant.items], treatment: grant.treatment, method: grant.method },
  });
  return grant;
}
