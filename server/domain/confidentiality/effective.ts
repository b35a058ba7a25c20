import { listIn } from '../case-kinds.ts';
import type { SubjectItem } from '../case-kinds.ts';
import type { ReviewAct, ReviewSoFar } from './acts.ts';
import { verdictsIn } from './verdicts.ts';
import type { ItemVerdict } from './verdicts.ts';

/** Why a line was made stricter than the special review has it. */
export type Stricter = 'co_author_refused' | 'no_written_approval' | 'referral' | 'leader' | 'not_reviewed';
export type EffectiveItem = ItemVerdict & { readonly stricter: Stricter | null };

/**
 * What holds for each item once everybody who must be heard was heard. It only gets stricter: nobody's silence, and no
 * leader, opens what the special review withheld (信息公开条例 Art 11, 34; 保密法实施条例 Art 25, 26).
 */
export function effectiveItems(items: readonly SubjectItem[], review: ReviewSoFar): EffectiveItem[] {
  const lines = new Map(verdictsIn(review.special?.answers ?? null).map((line) => [line.itemId, line]));
  return items.map(({ id }) => {
    const line = lines.get(id);
    const why = line === undefined ? 'not_reviewed' : stricterFor(id, line, review);
    const held = line ?? { itemId: id, verdict: 'withhold', clauses: [], note: '' };
    return why === null ? { ...held, stricter: null } : { ...held, verdict: 'withhold', stricter: why };
  });
}

function stricterFor(id: string, line: ItemVerdict, review: ReviewSoFar): Stricter | null {
  if (line.verdict === 'withhold') return null;
  if (coAuthorsRefuse(id, review)) return 'co_author_refused';
  if (lacksWrittenApproval(id, review)) return 'no_written_approval';
  if (isHeldUpAbove(id, review)) return 'referral';
  return listIn(review.approval?.answers ?? null, 'withheldItems').includes(id) ? 'leader' : null;
}

/** Only the opening of what was made jointly: there silence is consent (Art 34), a refusal or an approval of other items is none. */
function coAuthorsRefuse(id: string, { sheetAnswers, consultations }: ReviewSoFar): boolean {
  if (!listIn(sheetAnswers, 'jointItems').includes(id)) return false;
  return answersOf(consultations).some((act) => act.outcome !== 'silent' && !approves(act, id));
}

/** What another organ has not published stays out until it approves in writing; its silence is no approval (Art 11). */
function lacksWrittenApproval(id: string, { sheetAnswers, consultations }: ReviewSoFar): boolean {
  if (!listIn(sheetAnswers, 'otherItems').includes(id)) return false;
  return !answersOf(consultations).some((act) => approves(act, id));
}

function approves({ outcome, answers }: ReviewAct, id: string): boolean {
  return (outcome === 'agree' || outcome === 'partly') && listIn(answers, 'approvedItems').includes(id);
}

function answersOf(consultations: readonly ReviewAct[]): ReviewAct[] {
  return consultations.filter(({ duty }) => duty === 'confidentiality-coauthor');
}

/** What was referred upward and not let go stays closed; while it is undecided, too. */
function isHeldUpAbove(id: string, { report, referral }: ReviewSoFar): boolean {
  if (report === null || !listIn(report.answers, 'doubtfulItems').includes(id)) return false;
  return referral?.outcome !== 'release' || !listIn(referral.answers, 'openItems').includes(id);
}
