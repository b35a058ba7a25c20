import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProcessDefinition } from '#processes/definition.ts';
import { reviewSoFar } from '#server/domain/confidentiality/acts.ts';
import type { ReviewAct, ReviewSoFar } from '#server/domain/confidentiality/acts.ts';
import { reviewedContent, reviewedHash } from '#server/domain/confidentiality/content.ts';
import type { ReviewedContent } from '#server/domain/confidentiality/content.ts';
import type { Conclusion } from '#server/domain/confidentiality/verdicts.ts';
import { readEntry } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { applicationIn } from './contents.ts';
import { rows } from './orm.ts';
import { standingIn } from './standing.ts';

export const REVIEW_PARTS = ['events', 'decisions', 'tasks', 'contents', 'entry'] as const;
export type ReviewRows = Pick<CaseRows, (typeof REVIEW_PARTS)[number]>;

/** The review of a case as it stands, read from its record. */
export function reviewIn(definition: ProcessDefinition, parts: ReviewRows): ReviewSoFar {
  return reviewSoFar(applicationIn(parts).answers, actsIn(definition, parts));
}

function actsIn(definition: ProcessDefinition, { events, decisions, tasks, contents }: ReviewRows): ReviewAct[] {
  const duties = new Map(definition.steps.flatMap(({ element, duty }) => (duty === null ? [] : [[element, duty] as const])));
  const signed = new Map(standingIn({ decisions, tasks }).map((decision) => [decision.id, decision]));
  const written = new Map(contents.map((content) => [content.id, content]));
  return events.flatMap(({ type, data }): ReviewAct[] => {
    const duty = duties.get(String(data['element']));
    if (duty === undefined) return [];
    const element = String(data['element']);
    if (type === 'consultation.silent')
      return [{ duty, element, outcome: 'silent', decisionId: null, accountId: null, actingAs: null, payloadHash: null, answers: {} }];
    const decision = type === 'task.decided' || type === 'task.signed' ? signed.get(String(data['decisionId'])) : undefined;
    if (decision === undefined) return [];
    const { id, outcome, accountId, actingAs, payloadHash } = decision;
    const answers = written.get(decision.contentId ?? '')?.answers ?? {};
    return [{ duty, element, outcome, decisionId: id, accountId, actingAs, payloadHash, answers }];
  });
}

/** A decision as whoever opens something asks for it. */
export type ValidReview = {
  readonly id: string;
  readonly number: string;
  readonly conclusion: Conclusion;
  readonly open: readonly string[];
};

type Kept = { id: string; number: string; conclusion: Conclusion; salt: string; contentHash: string };

/**
 * The review decision that holds for an entry exactly as it is now, or null: nothing is opened without one (I1, plan
 * requirement 7). Whoever opens asks here, whatever was drawn; `open` are the items that may go out, masked or not.
 * `caseId`: by the review that this case had made for its applicant alone, instead of the one for everybody.
 */
export async function validReview(em: EntityManager, entryId: string, caseId: string | null = null): Promise<ValidReview | null> {
  const [kept] = await rows<Kept>(
    em,
    `select id, number, conclusion, salt, content_hash as "contentHash" from review_decision
     where entry_id = ? and ${caseId === null ? 'recipient_id is null' : 'case_id = ?'} and invalidated_at is null order by decided_at desc limit 1`,
    caseId === null ? [entryId] : [entryId, caseId],
  );
  const entry = kept && (await readEntry(em, entryId));
  if (!entry || reviewedHash(kept.salt, reviewedContent(entry)) !== kept.contentHash) return null;
  const open = await rows<{ id: string }>(
    em,
    `select item_id as id from review_item where decision_id = ? and verdict in ('release', 'mask') order by item_id`,
    [kept.id],
  );
  const { id, number, conclusion } = kept;
  return { id, number, conclusion, open: open.map((item) => item.id) };
}

/** What was reviewed last of an entry; null when nothing was, or when it was erased. */
export async function lastReviewed(em: EntityManager, entryId: string): Promise<ReviewedContent | null> {
  const [kept] = await rows<{ content: ReviewedContent }>(
    em,
    `select content from review_decision where entry_id = ? and content <> '{}' order by decided_at desc limit 1`,
    [entryId],
  );
  return kept?.content ?? null;
}
