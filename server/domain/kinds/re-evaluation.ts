import { entryOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** What was not opened is looked at again every twelve months (信息公开条例 Art 18). The system begins it for the bureau, which keeps the catalogue. */
export const reEvaluationKind: CaseKind = {
  numberWord: '不予公开复评',
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
