import { entryOf, grantOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** A grant goes on for longer, with the same items and purpose (DOMAIN §4.5 c); anything wider is a new application. */
export const grantRenewalKind: CaseKind = {
  numberWord: '授权续期',
  subject: 'grant',
  fileAct: 'renew',
  partyRoles: ['dept_applicant', 'data_steward'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => grantOf(subject).providerId,
  facts: ({ subject, applicantId }) => ({
    applicant: applicantId,
    provider: grantOf(subject).providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
    sameDepartment: applicantId === grantOf(subject).providerId,
  }),
  startOptions: (subject) => ({ grantId: [grantOf(subject).id] }),
  ...PLAIN_STEPS,
};
