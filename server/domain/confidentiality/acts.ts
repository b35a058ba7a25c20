import type { Answers } from '#forms/answers.ts';
import type { DutyKey } from '#processes/duties.ts';

/** One signed act of a review, or the silence of somebody who was asked; lists of them are in the order of the chain. */
export type ReviewAct = {
  readonly duty: DutyKey;
  readonly element: string;
  /** `silent`: the time to answer went by. */
  readonly outcome: string;
  readonly decisionId: string | null;
  readonly accountId: string | null;
  readonly actingAs: string | null;
  readonly payloadHash: string | null;
  readonly answers: Answers;
};

/** A review as it stands: what was signed about the present sheet. Null where nobody did yet. */
export type ReviewSoFar = {
  /** Null where the sheet was filed and not filled in at a step. */
  readonly sheet: ReviewAct | null;
  readonly sheetAnswers: Answers;
  readonly unitHead: ReviewAct | null;
  readonly special: ReviewAct | null;
  readonly consultations: readonly ReviewAct[];
  readonly report: ReviewAct | null;
  readonly referral: ReviewAct | null;
  readonly approval: ReviewAct | null;
  readonly second: ReviewAct | null;
  readonly procedure: ReviewAct | null;
};

const CONSULTATIONS: readonly DutyKey[] = ['confidentiality-coauthor', 'confidentiality-holder'];

/**
 * A sheet that is filled in anew begins anew. What was signed counts only while all that it was signed upon stands: an
 * approval after the last opinion, a second signature after the last approval. Consultations are about the sheet.
 */
export function reviewSoFar(filed: Answers, acts: readonly ReviewAct[]): ReviewSoFar {
  const begun = acts.findLastIndex(({ duty }) => duty === 'confidentiality-sheet');
  const sheet = acts[begun] ?? null;
  const since = acts.slice(begun + 1);
  const unitHead = lastOf(since, 'confidentiality-unit-head', null);
  const special = lastOf(since, 'confidentiality-special', unitHead);
  const approval = lastOf(since, 'confidentiality-approval', special);
  const second = lastOf(since, 'confidentiality-second-signature', approval);
  const report = lastOf(since, 'confidentiality-referral-report', unitHead);
  return {
    sheet,
    sheetAnswers: sheet?.answers ?? filed,
    unitHead,
    special,
    consultations: since.filter(({ duty }) => CONSULTATIONS.includes(duty)),
    report,
    referral: lastOf(since, 'confidentiality-referral', report),
    approval,
    second,
    procedure: lastOf(since, 'confidentiality-procedure', second ?? approval),
  };
}

/** The last act of a duty, if it came after that one. */
function lastOf(acts: readonly ReviewAct[], duty: DutyKey, after: ReviewAct | null): ReviewAct | null {
  const at = acts.findLastIndex((act) => act.duty === duty);
  return at > (after === null ? -1 : acts.indexOf(after)) ? (acts[at] ?? null) : null;
}
