import type { ProcessDefinition } from '#processes/definition.ts';
import type { CatalogueFacts } from '#processes/catalogue-review/process.ts';
import type { Conclusion } from './confidentiality/verdicts.ts';
import type { EntryContent } from './entry-content.ts';
import { isMinor, isNarrowed } from './entry-content.ts';
import { latestOf } from './duties.ts';
import type { Signed } from './duties.ts';

/** One wording of the entry in its case: by whom, and from which revision on it stood. */
export type Wording = { readonly contentId: string; readonly revision: number; readonly content: EntryContent; readonly writtenBy: string };

export type ReviewedWording = {
  readonly conclusion: Conclusion;
  /** The approval that concluded it. */
  readonly approvedBy: string;
  /** Items that are not to be opened. */
  readonly withheld: readonly string[];
  /** Is the decision bound to exactly this? */
  readonly isOf: (content: EntryContent) => boolean;
};

export type Publication = {
  readonly facts: Omit<CatalogueFacts, 'caseId'>;
  readonly filedBy: string;
  /** In the order of their revisions; the last one is what would be published. */
  readonly wordings: readonly Wording[];
  readonly decisions: readonly (Signed & { readonly id: string; readonly contentId?: string | null | undefined })[];
  /** The confidentiality decision that the case has brought; null when there is none in force. */
  readonly review: ReviewedWording | null;
  /** What is published now. */
  readonly published: EntryContent | null;
};

export type UnmetForPublication =
  | 'not_minor'
  | 'not_graded'
  | 'graded_by_compiler'
  | 'not_reviewed'
  | 'not_designated'
  | 'not_released'
  | 'not_signed_by_head'
  | 'not_passed_by_bureau'
  | 'signed_twice_by_one';

/**
 * May this wording be published? Judged on the recorded signatures themselves, whatever was drawn (I1, I5, I8; SoD 2, 11):
 * each of the five people signed exactly this wording, or one of which it opens less.
 */
export function unmetForPublication(
  definition: ProcessDefinition,
  { facts, filedBy, wordings, decisions, published, review }: Publication,
): UnmetForPublication | null {
  const current = wordings.at(-1);
  if (!current) throw new Error('a case without a wording');
  if (facts.change === 'minor') return published && isMinor(published, current.content) ? null : 'not_minor';

  const { provider, bureau, coordination, bureauOwn } = facts;
  const wordingAt = (revision: number): Wording | undefined => wordings.findLast((wording) => wording.revision <= revision);
  const isOfThis = ({ revision }: Signed): boolean => wordingAt(revision) === current;
  const isOfWider = (signed: Signed): boolean => {
    const read = wordingAt(signed.revision);
    return read !== undefined && (read === current || isNarrowed(read.content, current.content));
  };

  const graded = latestOf(definition, 'entry-grade', decisions)?.signed;
  if (graded?.outcome !== 'confirm' || graded.contentId !== current.contentId || graded.actingAs !== `${provider}:data_steward`)
    return 'not_graded';
  const graders = decisions.filter(({ element }) => isGrade(definition, element)).map(({ accountId }) => accountId);
  const compilers = [filedBy, ...wordings.map(({ writtenBy }) => writtenBy).filter((writer) => !graders.includes(writer))];
  if (compilers.includes(graded.accountId)) return 'graded_by_compiler';

  const designated = latestOf(definition, 'source-designation', decisions)?.signed;
  if (current.content.designation && (designated?.outcome !== 'agree' || !isOfWider(designated))) return 'not_designated';

  const reviewed = latestOf(definition, 'line-review', decisions)?.signed;
  if (reviewed?.outcome !== 'pass' || !isOfWider(reviewed) || reviewed.actingAs !== `${provider}:catalogue_reviewer`) return 'not_reviewed';

  const approved = decisions.find(({ id }) => id === review?.approvedBy);
  const asked = approved && wordingAt(approved.revision);
  if (!review || !approved || !asked || !isOfWider(approved) || !review.isOf(asked.content)) return 'not_released';
  if (!isReleased(review, current.content)) return 'not_released';

  // The leader who approved exactly this wording has signed it: nobody signs the same thing twice.
  const own = latestOf(definition, 'head-signature', decisions)?.signed;
  const signed = asked === current ? approved : own?.outcome === 'agree' && isOfThis(own) ? own : undefined;
  if (signed?.actingAs !== `${provider}:dept_leader`) return 'not_signed_by_head';

  const panel = decisions.filter((decision) => isBureauReview(definition, decision.element) && isOfThis(decision));
  const needed = bureauOwn ? [`${bureau}:bureau_leader`, `${coordination}:coordination_member`] : [`${bureau}:bureau_catalogue_reviewer`];
  const passed = needed.map((group) => panel.findLast(({ actingAs }) => actingAs === group));
  if (passed.some((decision) => decision?.outcome !== 'pass')) return 'not_passed_by_bureau';

  const hands = [filedBy, graded.accountId, reviewed.accountId, signed.accountId, ...passed.map((decision) => decision?.accountId)];
  return new Set(hands).size === hands.length ? null : 'signed_twice_by_one';
}

/** Nothing is opened but what was released, as it was released (I1). */
function isReleased({ conclusion, withheld, isOf }: ReviewedWording, content: EntryContent): boolean {
  if (content.openType === 'not_open') return true;
  if (conclusion === 'withhold' || (conclusion === 'directed_only' && content.openType === 'unconditional')) return false;
  return isOf(content) && content.items.every(({ id, openType }) => openType === 'not_open' || !withheld.includes(id));
}

function isGrade({ steps }: ProcessDefinition, element: string): boolean {
  return steps.some((step) => step.element === element && step.duty === 'entry-grade');
}

function isBureauReview({ steps }: ProcessDefinition, element: string): boolean {
  return steps.some((step) => step.element === element && step.duty === 'bureau-review');
}
