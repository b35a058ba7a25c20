import { entryOf, grantOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** A misuse stops a grant at once; it is mended and goes on, or ends (DOMAIN §4.5 c; 政务数据共享条例 Art 27). */
export const grantSuspensionKind: CaseKind = {
  numberWord: '授权暂停',
  subject: 'grant',
  fileAct: 'suspend',
  partyRoles: ['security_supervisor', 'data_steward'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => grantOf(subject).providerId,
  facts: ({ subject, applicantId }) => ({
    applicant: applicantId,
    provider: grantOf(subject).providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
    consumer: grantOf(subject).consumerId,
  }),
  startOptions: (subject) => ({ grantId: [grantOf(subject).id] }),
  ...PLAIN_STEPS,
};
