import { PLAIN_STEPS, textIn } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';

/** A department needs data that no entry lists (DOMAIN §4.5 f). */
export const unlistedDemandKind: CaseKind = {
  numberWord: '目录外需求',
  subject: 'none',
  fileAct: null,
  partyRoles: ['dept_applicant', 'data_steward'],
  title: ({ answers }) => textIn(answers, 'demandTitle'),
  providerId: ({ answers }) => textIn(answers, 'providerId'),
  facts: ({ applicantId, answers }) => ({
    applicant: applicantId,
    provider: textIn(answers, 'providerId'),
    bureau: BUREAU,
    secrecy: SECRECY,
  }),
  startOptions: (_, { city: { departments } }) => ({ providerId: departments }),
  ...PLAIN_STEPS,
};
