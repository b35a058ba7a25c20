import type { SubjectItem } from '../case-kinds.ts';
import type { CaseFacts } from '../cases.ts';
import { listIn } from '../case-kinds.ts';
import type { ReviewAct, ReviewSoFar } from './acts.ts';
import { effectiveItems } from './effective.ts';
import { conclusionOf, isConclusion } from './verdicts.ts';
import type { Conclusion } from './verdicts.ts';

export type UnmetForReview =
  | 'no_review_sheet'
  | 'no_unit_head'
  | 'no_special_review'
  | 'not_consulted'
  | 'no_review_approval'
  | 'conclusion_does_not_fit'
  | 'no_second_signature'
  | 'no_procedure_check'
  | 'no_masked_sample'
  | 'review_signed_by_one';

/**
 * May the decision of a review be recorded? Judged on the signatures themselves, whatever was drawn: each row by the post
 * that must sign it and by another person, two of them at level 4 or for important data (I1, SoD 2, 9).
 */
export function unmetForReview(
  facts: CaseFacts,
  filedBy: string,
  items: readonly SubjectItem[],
  review: ReviewSoFar,
): UnmetForReview | null {
  const { unitHead, special, approval, second, procedure, sheetAnswers } = review;
  const { provider, bureau, secrecy } = facts;
  if (!('q1' in sheetAnswers)) return 'no_review_sheet';
  if (unitHead?.outcome !== 'pass' || !isBy(unitHead, provider, ['catalogue_reviewer', 'data_steward'])) return 'no_unit_head';
  if (special?.outcome !== 'opinion' || !isBy(special, provider, ['dept_confidentiality_reviewer'])) return 'no_special_review';
  if (notConsulted(facts, review)) return 'not_consulted';
  if (approval === null || !isConclusion(approval.outcome) || !isBy(approval, provider, ['dept_leader'])) return 'no_review_approval';
  const conclusion = approval.outcome;
  if (!fits(conclusion, items, review)) return 'conclusion_does_not_fit';
  const two = facts['reviewLevel'] === 4 || facts['importantData'] === true;
  if (two && (second?.outcome !== 'agree' || !isBy(second, secrecy, ['city_confidentiality_reviewer']))) return 'no_second_signature';
  if (conclusion !== 'withhold') {
    if (procedure?.outcome !== 'pass' || !isBy(procedure, bureau, ['bureau_open_officer'])) return 'no_procedure_check';
    if (lacksSample(items, review)) return 'no_masked_sample';
  }
  return areDifferent([review.sheet?.accountId ?? filedBy, ...signers(review).map(({ accountId }) => accountId)])
    ? null
    : 'review_signed_by_one';
}

/** Those who signed, in the order of the rows of the sheet. */
export function signers({ unitHead, special, approval, second, procedure }: ReviewSoFar): ReviewAct[] {
  return [unitHead, special, approval, second, procedure].filter((act) => act !== null);
}

/** Whoever must be heard was asked about this sheet: an answer, or the time to give one that went by. */
export function notConsulted(facts: CaseFacts, { consultations }: ReviewSoFar): boolean {
  const asked = (duty: ReviewAct['duty']) => consultations.some((act) => act.duty === duty);
  const groups = facts['coAuthorGroups'];
  const organs = Array.isArray(groups) && groups.length > 0;
  return (organs && !asked('confidentiality-coauthor')) || (facts['holderConcerned'] === true && !asked('confidentiality-holder'));
}

/** A leader may be stricter than the lines, never wider. */
export function fits(conclusion: Conclusion, items: readonly SubjectItem[], review: ReviewSoFar): boolean {
  const directed = review.special?.answers['directed'] === 'yes';
  const follows = conclusionOf(effectiveItems(items, review), directed);
  return conclusion === follows || conclusion === 'withhold' || (conclusion === 'directed_only' && follows !== 'withhold');
}

/** What goes out masked is shown as a masked sample first, and somebody has looked at it (plan requirement 2). */
export function lacksSample(items: readonly SubjectItem[], review: ReviewSoFar): boolean {
  const masked = effectiveItems(items, review).some(({ verdict }) => verdict === 'mask');
  return masked && (listIn(review.sheetAnswers, 'maskedSample').length === 0 || review.procedure?.answers['sampleRight'] !== 'yes');
}

function isBy({ actingAs }: ReviewAct, organisation: string, roles: readonly string[]): boolean {
  return roles.some((role) => actingAs === `${organisation}:${role}`);
}

function areDifferent(accounts: readonly (string | null)[]): boolean {
  return new Set(accounts).size === accounts.length;
}
