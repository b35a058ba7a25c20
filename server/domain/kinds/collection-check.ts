import { listIn, textIn } from '../case-kinds.ts';
import type { CaseKind, JudgedAct } from '../case-kinds.ts';
import { BUREAU, SECRECY } from '../cases.ts';
import { collectedNames, overlapsIn } from '../collection.ts';
import type { Register } from '../one-source.ts';
import type { FieldRefusal } from '../refusal.ts';

/** A department would collect data anew; what another is the source of already is shared, not collected again (DOMAIN §4.5 e). */
export const collectionCheckKind: CaseKind = {
  numberWord: '采集核查',
  subject: 'none',
  fileAct: null,
  partyRoles: ['catalogue_compiler', 'data_steward'],
  title: ({ answers }) => textIn(answers, 'collectionName'),
  providerId: ({ applicantId }) => applicantId,
  facts: ({ applicantId }) => ({ applicant: applicantId, provider: applicantId, bureau: BUREAU, secrecy: SECRECY }),
  startOptions: () => ({}),
  judge,
  stepContext: ({ application }) => ({ options: { allowedItems: [...new Set(collectedNames(application))] }, known: {} }),
  beginWith: () => ({}),
};

/** What overlaps is allowed neither as a whole nor item by item: it is applied for, or its source is designated. */
function judge({ formKey, outcome, answers, application }: JudgedAct, register: Register): Readonly<Record<string, FieldRefusal>> {
  if (formKey !== 'collection_decision') return {};
  const overlapping = overlapsIn(application, register).map(({ name }) => name);
  const allowed = outcome === 'agree' ? overlapping : listIn(answers, 'allowedItems').filter((name) => overlapping.includes(name));
  if (allowed.length === 0 || (outcome !== 'agree' && outcome !== 'partly')) return {};
  const path = outcome === 'agree' ? 'finding' : 'allowedItems';
  return { [path]: { code: 'collected_elsewhere', params: { names: allowed.join('、') } } };
}
