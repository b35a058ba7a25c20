import type { Answers } from '#forms/answers.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { caseNumber } from '#server/domain/cases.ts';
import { grantTerms } from '#server/domain/grants.ts';
import type { GrantKind, GrantTerms } from '#server/domain/grants.ts';
import type { CaseFile } from './entities/case-file.ts';
import { ShareGrant } from './entities/share-grant.ts';
import { nextNumber } from './numbers.ts';
import { record, SYSTEM } from './record.ts';
import type { Tx } from './transact.ts';

/** What the provider's side answered: `reviewed` is null where the items need no confidentiality opinion. */
export type Agreement = { readonly decided: Answers; readonly reviewed: Answers | null };

/** Writes the grant of a share, not yet active. Without an agreement nobody decides (unconditional sharing). */
export async function approveGrant(tx: Tx, file: CaseFile, application: Answers, agreement: Agreement | null): Promise<ShareGrant> {
  return keepGrant(tx, file, 'share', grantTerms(application, agreement?.decided ?? null, agreement?.reviewed ?? null));
}

const NUMBERS: Readonly<Record<GrantKind, { readonly word: string; readonly series: string }>> = {
  share: { word: '共享授权', series: 'share-grant' },
  open: { word: '开放授权', series: 'open-grant' },
};

/** Writes the one grant of a case, not yet active. */
export async function keepGrant(tx: Tx, file: CaseFile, kind: GrantKind, terms: GrantTerms): Promise<ShareGrant> {
  if (file.entryId == null) throw new Error(`case ${file.id} is about no entry`);
  const year = Number(dayOf(tx.at, tx.reference.calendar.timezone).slice(0, 4));
  const { word, series } = NUMBERS[kind];
  const grant = tx.em.create(ShareGrant, {
    id: tx.newId(),
    number: caseNumber(word, year, await nextNumber(tx, series, year)),
    kind,
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
