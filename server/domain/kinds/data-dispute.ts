import { entryOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, INDUSTRY, PLANNING, SECRECY } from '../cases.ts';

/** A user of data doubts a value; its provider verifies (DOMAIN §4.5 a; 政务数据共享条例 Art 26). */
export const dataDisputeKind: CaseKind = {
  numberWord: '疑义校核',
  subject: 'entry',
  fileAct: 'dispute',
  partyRoles: ['dept_applicant', 'data_steward'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts: ({ subject, applicantId }) => ({
    applicant: applicantId,
    provider: entryOf(subject).providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
    planning: PLANNING,
    industry: INDUSTRY,
  }),
  startOptions: (subject) => ({ entryId: [entryOf(subject).id], itemId: entryOf(subject).items.map(({ id }) => id) }),
  ...PLAIN_STEPS,
};
