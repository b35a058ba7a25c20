import type { Answers } from '#forms/answers.ts';
import { entryOf, listIn } from '../case-kinds.ts';
import type { CaseKind, CaseSoFar } from '../case-kinds.ts';
import { refuse } from '../refusal.ts';
import { conditionalShareKind } from './conditional-share.ts';

/**
 * A department contests that data are not shared, or not as applied for: the two negotiate, the bureau coordinates, the city
 * government decides (DOMAIN §4.5 b; 政务数据共享条例 Art 28). What is agreed or ordered is granted with the checks of every share.
 */
export const shareDisputeKind: CaseKind = {
  ...conditionalShareKind,
  numberWord: '共享争议',
  fileAct: 'contest',
  contests: true,
  refuse({ subject }) {
    const { contestable = null } = subject;
    const may = contestable !== null && (contestable.length > 0 || entryOf(subject).shareType === 'not_shared');
    return may ? null : refuse('wrong_state', { reason: 'nothing_to_contest' });
  },
  stepContext(soFar, formKey) {
    const { options, known } = conditionalShareKind.stepContext(asOrdered(soFar), formKey);
    return { options: { ...options, orderedItems: listIn(soFar.application, 'itemIds') }, known };
  },
  beginWith(formKey, soFar) {
    if (ORDERS.includes(formKey)) return { orderedItems: orderedIn(soFar) ?? listIn(soFar.application, 'itemIds') };
    return conditionalShareKind.beginWith(formKey, asOrdered(soFar));
  },
};

/** Who may say what is to be given, the last word first. */
const ORDERS = ['government_decision', 'dispute_coordination', 'dispute_negotiation'];

function orderedIn(soFar: CaseSoFar): string[] | null {
  const order = ORDERS.map((formKey) => soFar.latest(formKey)).find((answers) => answers !== null);
  const items = listIn(order ?? null, 'orderedItems');
  return items.length > 0 ? items : null;
}

/** An order binds the provider: what is given is what was ordered, neither less nor more. */
function asOrdered(soFar: CaseSoFar): CaseSoFar {
  const itemIds = orderedIn(soFar);
  if (itemIds === null) return soFar;
  const application: Answers = { ...soFar.application, itemIds };
  return { ...soFar, application };
}
