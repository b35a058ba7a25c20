import type { Answers } from '#forms/answers.ts';
import { listIn } from '../case-kinds.ts';
import type { CaseKind, CaseSoFar, Options } from '../case-kinds.ts';
import { SHEET_FORM } from './sheet.ts';
import { proposedVerdict } from './verdicts.ts';

const FORMS: ReadonlySet<string> = new Set([
  SHEET_FORM,
  'confidentiality_unit_head',
  'confidentiality_special',
  'confidentiality_report',
  'confidentiality_coauthor',
  'confidentiality_holder',
  'confidentiality_referral',
  'confidentiality_approval',
  'confidentiality_second',
  'confidentiality_procedure',
]);

/** Is this a form of the confidentiality review? Its choices and beginnings are the same whoever calls the review. */
export function isReviewForm(formKey: string): boolean {
  return FORMS.has(formKey);
}

export const reviewForms: Pick<CaseKind, 'stepContext' | 'beginWith'> = {
  stepContext: ({ subject, latest, application }) => ({ options: reviewOptions(subject, latest(SHEET_FORM) ?? application), known: {} }),
  beginWith(formKey, soFar) {
    switch (formKey) {
      case SHEET_FORM:
        return { ...nameOf(soFar), ...(soFar.latest(SHEET_FORM) ?? onOwn(soFar)) };
      case 'confidentiality_special':
        return soFar.latest('confidentiality_special') ?? { verdicts: proposals(soFar) };
      default:
        return {};
    }
  },
};

/** What may be chosen: the items under review; co-authors answer for those that are theirs. */
export function reviewOptions({ entry }: CaseSoFar['subject'], sheet: Answers): Options {
  const items = (entry?.items ?? []).map(({ id }) => id);
  const asked = [...new Set([...listIn(sheet, 'jointItems'), ...listIn(sheet, 'otherItems')])];
  return {
    entryId: entry ? [entry.id] : [],
    itemId: items,
    jointItems: items,
    otherItems: items,
    holderItems: items,
    doubtfulItems: items,
    openItems: items,
    withheldItems: items,
    approvedItems: asked,
  };
}

function nameOf({ subject }: CaseSoFar): Answers {
  return subject.entry ? { entryId: subject.entry.id } : {};
}

/** The application of a review on its own is its sheet. */
function onOwn({ application }: CaseSoFar): Answers {
  return 'q1' in application ? application : {};
}

function proposals({ subject }: CaseSoFar): Answers[string] {
  return (subject.entry?.items ?? []).map((item) => ({ itemId: item.id, ...proposedVerdict(item) }));
}
