import { entryOf, PLAIN_STEPS } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** What the system begins about an entry, for the bureau, which keeps the catalogue: asked of the entry's provider. */
export const BEGUN_BY_SYSTEM: Omit<CaseKind, 'numberWord'> = {
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
