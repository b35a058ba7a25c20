import type { Answers } from '#forms/answers.ts';
import { entryOf, listIn } from '../case-kinds.ts';
import type { CaseKind, CaseSoFar } from '../case-kinds.ts';
import { methodsWithin } from '../grants.ts';
import { factsOf, knownFrom, optionsFor } from '../share-application.ts';

/** A department asks another for items of an entry (DOMAIN §4.3). */
export const conditionalShareKind: CaseKind = {
  numberWord: '共享申请',
  subject: 'entry',
  fileAct: 'apply',
  partyRoles: ['dept_applicant', 'data_steward', 'dept_leader'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts: ({ subject, applicantId, answers, city }) =>
    factsOf(entryOf(subject), { id: applicantId, isArea: city.areas.includes(applicantId) }, listIn(answers, 'itemIds')),
  startOptions: (subject) => optionsFor(entryOf(subject)),
  stepContext(soFar) {
    const { application, granted, colleagues } = soFar;
    const offered = optionsFor(entryOf(soFar.subject));
    const decided = soFar.latest('provider_decision');
    const options = {
      ...offered,
      // Nobody is granted more than was applied for, nor in another way than the entry offers.
      approvedItems: listIn(application, 'itemIds'),
      approvedMethod: methodsWithin(application['method']).filter((method) => offered['method']?.includes(method)),
      // The confidentiality reviewer judges the items that the provider would give.
      ...(decided ? { reviewedItems: listIn(decided, 'approvedItems') } : {}),
      ...(granted ? { method: [granted.method] } : {}),
      responsiblePerson: colleagues,
    };
    return { options, known: knownFrom(application, decided ?? {}, granted) };
  },
  // The bureau says whether it is urgent, not who asks (DOMAIN §4.3); revised, it is asked again.
  learns: (formKey, outcome, answers) =>
    formKey === 'formal_check' && outcome === 'pass' && answers['urgentConfirmed'] === 'yes' ? { urgent: true } : null,
  beginWith(formKey, soFar) {
    switch (formKey) {
      case 'share_application':
        return soFar.application;
      case 'provider_decision':
        return fromApplication(soFar.application);
      case 'supplement':
        return { replies: requestsIn(soFar).map((request) => ({ request })) };
      case 'confidentiality_opinion': {
        const decided = soFar.latest('provider_decision');
        return Array.isArray(decided?.['approvedItems']) ? { reviewedItems: listIn(decided, 'approvedItems') } : {};
      }
      case 'provision':
        return soFar.granted ? { method: soFar.granted.method, deliveredAt: soFar.now } : { deliveredAt: soFar.now };
      default:
        return {};
    }
  },
};

/** The provider starts from what was asked; least disclosure is one change away. */
function fromApplication(answers: Answers): Answers {
  const wanted: Record<string, string> = {
    itemIds: 'approvedItems',
    method: 'approvedMethod',
    frequency: 'quota',
    frequencyUnit: 'quotaUnit',
    validTo: 'validTo',
  };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([from, to]) => {
      const answer = answers[from];
      return answer === undefined ? [] : [[to, answer]];
    }),
  );
}

function requestsIn(soFar: CaseSoFar): string[] {
  const list = soFar.latest('provider_decision')?.['supplementList'];
  return Array.isArray(list) ? list.flatMap((row) => (typeof row === 'object' ? [String(row['text'] ?? '')] : [])) : [];
}
