import { entryOf } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import type { FieldRefusal } from '../refusal.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** A department takes an entry out of the catalogue (DOMAIN §4.5 d). */
export const entryWithdrawalKind: CaseKind = {
  numberWord: '目录下架',
  subject: 'entry',
  fileAct: 'delist',
  partyRoles: ['catalogue_compiler', 'data_steward', 'dept_leader'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts: ({ subject, applicantId }) => ({
    applicant: applicantId,
    provider: entryOf(subject).providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
  }),
  startOptions: (subject) => ({ entryId: [entryOf(subject).id] }),
  judge: (_, { isUnderChange }): Readonly<Record<string, FieldRefusal>> =>
    isUnderChange ? { entryId: { code: 'entry_under_change' } } : {},
  stepContext: (soFar) => ({ options: { entryId: [entryOf(soFar.subject).id] }, known: {} }),
  beginWith: (formKey, soFar) => (formKey === 'entry_withdrawal' ? soFar.application : {}),
};
