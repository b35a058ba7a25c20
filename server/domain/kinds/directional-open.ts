import type { Answers, Known } from '#forms/answers.ts';
import { entryOf, listIn } from '../case-kinds.ts';
import type { CaseKind, CaseSoFar } from '../case-kinds.ts';
import { openBeginning, openFactsOf, openOptions, refuseOpening } from '../open-application.ts';
import { OPEN_METHODS, RELEASING } from '../opening.ts';

/** Somebody outside asks for an entry that is open on conditions (DOMAIN §4.4). */
export const directionalOpenKind: CaseKind = {
  numberWord: '开放申请',
  subject: 'entry',
  fileAct: 'apply_open',
  partyRoles: ['external_applicant'],
  title: ({ subject }) => entryOf(subject).name,
  providerId: ({ subject }) => entryOf(subject).providerId,
  facts: ({ subject, applicantId, answers }) => openFactsOf(entryOf(subject), applicantId, answers),
  refuse: ({ subject }) => refuseOpening(entryOf(subject)),
  startOptions: (subject, { applicant }) => openOptions(entryOf(subject), applicant),
  beginning: (subject, applicant, handlerName) => openBeginning(entryOf(subject), applicant, handlerName),
  stepContext(soFar) {
    const offered: readonly string[] = entryOf(soFar.subject).shareMethods;
    const methods = OPEN_METHODS.filter((method) => offered.includes(method));
    return {
      options: {
        approvedItems: listIn(soFar.application, 'itemIds'),
        approvedMethod: methods.length === 0 ? OPEN_METHODS : methods,
      },
      known: knownOf(soFar),
    };
  },
  beginWith(formKey, soFar) {
    switch (formKey) {
      case 'supplement':
        return { replies: requestsIn(soFar).map((request) => ({ request })) };
      case 'open_acceptance':
        return soFar.screening === null ? {} : { screeningSeen: soFar.screening.length === 0 ? 'clear' : 'hit' };
      case 'open_decision':
        return fromApplication(soFar);
      case 'interface_issue':
        return typeof grantedQuota(soFar) === 'number' ? { qps: Number(grantedQuota(soFar)) } : {};
      default:
        return {};
    }
  },
};

function knownOf(soFar: CaseSoFar): Known {
  const { application, screening } = soFar;
  const quota = grantedQuota(soFar);
  return {
    askedItems: listIn(application, 'itemIds'),
    askedQuota: Number(application['qps']),
    askedFrom: String(application['validFrom']),
    askedTo: String(application['validTo']),
    requested: requestsIn(soFar).length,
    releasable: isReleasable(soFar) ? 'yes' : 'no',
    ...(screening === null ? {} : { screening: screening.length === 0 ? 'clear' : 'hit' }),
    ...(typeof quota === 'number' ? { grantedQuota: quota } : {}),
  };
}

function isReleasable(soFar: CaseSoFar): boolean {
  if (soFar.outcome('open_release_check') === 'pass') return true;
  return RELEASING.includes(soFar.outcome('confidentiality_approval') ?? '');
}

function grantedQuota(soFar: CaseSoFar): Answers[string] | undefined {
  return soFar.latest('open_decision')?.['quota'];
}

/** The steward starts from what was asked, at most. */
function fromApplication(soFar: CaseSoFar): Answers {
  const { application } = soFar;
  const before = soFar.latest('open_decision');
  if (before) return before;
  return {
    released: isReleasable(soFar) ? 'yes' : 'no',
    approvedItems: listIn(application, 'itemIds'),
    ...(application['qps'] === undefined ? {} : { quota: application['qps'] }),
    ...(application['validTo'] === undefined ? {} : { validTo: application['validTo'] }),
  };
}

function requestsIn(soFar: CaseSoFar): string[] {
  const list = soFar.latest('open_acceptance')?.['supplementList'];
  return Array.isArray(list) ? list.flatMap((row) => (typeof row === 'object' ? [String(row['text'] ?? '')] : [])) : [];
}
