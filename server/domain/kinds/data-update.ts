import { entryOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** Data are past their update cycle and their provider brings them up to date (requirement 53). The system begins it for the bureau, which keeps the catalogue. */
export const dataUpdateKind: CaseKind = {
  numberWord: '数据更新',
  subject: 'entry',
  fileAct: null,
  partyRoles: ['bureau_catalogue_reviewer'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts: ({ subject, applicantId }) => ({
    applicant: applicantId,
    provider: entryOf(subject).providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
  }),
  startOptions: (subject) => ({ entryId: [entryOf(subject).id] }),
  ...PLAIN_STEPS,
};
