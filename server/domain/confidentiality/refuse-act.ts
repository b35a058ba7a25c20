import type { Answers } from '#forms/answers.ts';
import type { DutyKey } from '#processes/duties.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import type { SubjectItem } from '../case-kinds.ts';
import type { CaseFacts } from '../cases.ts';
import { refuse } from '../refusal.ts';
import type { FieldRefusal, Refusal } from '../refusal.ts';
import type { ReviewAct, ReviewSoFar } from './acts.ts';
import { effectiveItems } from './effective.ts';
import { fits, lacksSample, notConsulted } from './unmet.ts';
import { conclusionOf, isConclusion, verdictsIn } from './verdicts.ts';

/** An act of a review before it is signed, and what it stands on. */
export type ReviewActing = {
  readonly duty: DutyKey;
  readonly outcome: string;
  readonly answers: Answers;
  readonly facts: CaseFacts;
  readonly items: readonly SubjectItem[];
  readonly review: ReviewSoFar;
  /** The items, their levels or masks are no more what the special review saw. */
  readonly contentChanged: boolean;
};

/** Why an act of a review cannot stand, at the place where it can be mended; null when it can. */
export function refuseReviewAct(acting: ReviewActing): Refusal | null {
  const { duty, outcome } = acting;
  switch (duty) {
    case 'confidentiality-special':
      if (outcome === 'opinion') return refuseOpinion(acting);
      return outcome === 'consult' && !mustConsult(acting.facts) ? field('outcome', 'nobody_to_consult') : null;
    case 'confidentiality-approval':
      return isConclusion(outcome) ? refuseConclusion(acting) : null;
    case 'confidentiality-second-signature':
      return outcome === 'agree' && acting.contentChanged ? field('outcome', 'reviewed_content_changed') : null;
    case 'confidentiality-procedure':
      return outcome === 'pass' ? refusePassing(acting) : null;
    default:
      return null;
  }
}

/** Duties whose acts stand on the others of the same review. */
export function isReviewDuty(duty: DutyKey): boolean {
  return RESTING.includes(duty);
}

const RESTING: readonly DutyKey[] = [
  'confidentiality-special',
  'confidentiality-approval',
  'confidentiality-second-signature',
  'confidentiality-procedure',
];

function mustConsult(facts: CaseFacts): boolean {
  const groups = facts['coAuthorGroups'];
  return (Array.isArray(groups) && groups.length > 0) || facts['holderConcerned'] === true;
}

/** 逐项审查: each item once, none undecided, and nothing sensitive goes out raw to everybody (plan requirement 2). */
function refuseOpinion({ answers, facts, items, review }: ReviewActing): Refusal | null {
  if (notConsulted(facts, review)) return field('outcome', 'consult_first');
  const lines = verdictsIn(answers);
  const missing = items.find(({ id }) => !lines.some((line) => line.itemId === id));
  if (missing) return field('verdicts', 'item_not_reviewed', { item: missing.name });
  const toAll = ['portal_download', 'open_api'].includes(String(review.sheetAnswers['plannedChannel'])) && answers['directed'] !== 'yes';
  const wrong: Record<string, FieldRefusal> = {};
  lines.forEach((line, index) => {
    const item = items.find(({ id }) => id === line.itemId);
    const path = `verdicts.${index}`;
    if (lines.findIndex((other) => other.itemId === line.itemId) !== index) wrong[`${path}.itemId`] = { code: 'item_twice' };
    else if (line.verdict === 'refer') wrong[`${path}.verdict`] = { code: 'refer_is_no_opinion' };
    else if (line.verdict === 'release' && toAll && item && isSensitive(item)) wrong[`${path}.verdict`] = { code: 'sensitive_needs_mask' };
    else if (line.verdict === 'mask' && line.note === '' && !item?.maskRule) wrong[`${path}.note`] = { code: 'mask_rule_needed' };
  });
  return Object.keys(wrong).length === 0 ? null : refuse('invalid', { fields: wrong });
}

function isSensitive({ level, flags }: SubjectItem): boolean {
  return level >= 2 || flags.some((flag) => flag === 'personal' || flag === 'sensitive_personal' || flag === 'business_secret');
}

function refuseConclusion({ outcome, answers, items, review, contentChanged }: ReviewActing): Refusal | null {
  if (contentChanged) return field('outcome', 'reviewed_content_changed');
  const approved = { ...review, approval: actOf('confidentiality-approval', outcome, answers) };
  if (isConclusion(outcome) && fits(outcome, items, approved)) return null;
  const follows = conclusionOf(effectiveItems(items, approved), review.special?.answers['directed'] === 'yes');
  return field('outcome', 'conclusion_does_not_fit', { conclusion: isOutcomeKey(follows) ? outcomeOf(follows).label : follows });
}

function refusePassing({ outcome, answers, items, review, contentChanged }: ReviewActing): Refusal | null {
  if (contentChanged) return field('outcome', 'reviewed_content_changed');
  const checked = { ...review, procedure: actOf('confidentiality-procedure', outcome, answers) };
  return lacksSample(items, checked) ? field('sampleRight', 'masked_sample_needed') : null;
}

function actOf(duty: DutyKey, outcome: string, answers: Answers): ReviewAct {
  return { duty, element: '', outcome, decisionId: null, accountId: null, actingAs: null, payloadHash: null, answers };
}

function field(path: string, code: string, params: FieldRefusal['params'] = {}): Refusal {
  return refuse('invalid', { fields: { [path]: { code, params } } });
}
