import type { Answers } from '#forms/answers.ts';
import { listIn } from '../case-kinds.ts';
import type { CaseFacts } from '../cases.ts';

/** The form whose answers are the sheet, whether it starts a review or is filled in at a step of another process. */
export const SHEET_FORM = 'confidentiality_review';

export type SheetFacts = { readonly coAuthorGroups: readonly string[]; readonly holderConcerned: boolean; readonly importantData: boolean };

/** What the sheet tells of whom to ask and of who must sign; it may add to what is known to be important, never take from it. */
export function sheetFacts(answers: Answers, facts: Pick<CaseFacts, 'provider'> & { readonly importantData?: unknown }): SheetFacts {
  const organs = [...listIn(answers, 'coAuthorOrgs'), ...listIn(answers, 'otherOrgs')].filter((organ) => organ !== facts.provider);
  return {
    coAuthorGroups: [...new Set(organs)].map((organ) => `${organ}:data_steward`),
    holderConcerned: answers['holderConcerned'] === 'yes',
    importantData: facts.importantData === true || answers['importantData'] === 'yes',
  };
}

/** What a case learns from a step's answers for its further way; null when the step teaches it nothing. */
export function learnedFacts(formKey: string, answers: Answers, facts: CaseFacts): SheetFacts | null {
  return formKey === SHEET_FORM ? sheetFacts(answers, facts) : null;
}
