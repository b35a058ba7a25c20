import { CONFIDENTIALITY_FACTS_AT_START } from '#processes/confidentiality-review/process.ts';
import { entryOf } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';
import { highestLevel, reviewLevel } from '../catalogue.ts';
import { reviewForms, reviewOptions } from '../confidentiality/form-rules.ts';
import { sheetFacts } from '../confidentiality/sheet.ts';

/** A department has what it holds reviewed before it is opened, on its own account (DOMAIN §4.2). */
export const confidentialityReviewKind: CaseKind = {
  numberWord: '保密审查',
  subject: 'entry',
  fileAct: 'submit_review',
  partyRoles: ['catalogue_compiler', 'data_steward', 'dept_leader'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts({ subject, applicantId, answers }) {
    const { providerId, items } = entryOf(subject);
    return {
      applicant: applicantId,
      provider: providerId,
      bureau: BUREAU,
      secrecy: SECRECY,
      level: highestLevel(items),
      reviewLevel: reviewLevel(items),
      ...CONFIDENTIALITY_FACTS_AT_START,
      ...sheetFacts(answers, { provider: providerId }),
      called: false,
    };
  },
  startOptions: (subject) => reviewOptions(subject, {}),
  ...reviewForms,
};
