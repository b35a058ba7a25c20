import { PLAIN_STEPS, textIn } from '../case-kinds.ts';
import type { CaseKind } from '../case-kinds.ts';
import { AUDIT, BUREAU, SECRECY } from '../cases.ts';

/**
 * Somebody complains of an organisation (DOMAIN §4.5 g; 政务数据共享条例 Art 37). Only whoever filed it and those who handle it
 * see it: neither the organisation complained of nor the complainant's colleagues do.
 */
export const complaintKind: CaseKind = {
  numberWord: '投诉举报',
  subject: 'none',
  fileAct: null,
  partyRoles: [],
  title: () => '投诉举报',
  providerId: ({ answers }) => textIn(answers, 'targetOrganisation'),
  facts: ({ applicantId, answers }) => ({
    applicant: applicantId,
    provider: textIn(answers, 'targetOrganisation'),
    bureau: BUREAU,
    secrecy: SECRECY,
    audit: AUDIT,
  }),
  startOptions: (_, { city: { departments } }) => ({ targetOrganisation: departments }),
  ...PLAIN_STEPS,
  complainsOf: (application) => ({
    organisationId: textIn(application, 'targetOrganisation'),
    caseNumber: textIn(application, 'targetCaseNumber'),
  }),
};
