import { partsOf } from '#server/db/case-rows.ts';
import type { EntryWithItems } from '#server/db/case-rows.ts';
import { newSalt } from '#server/db/contents.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { nextNumber } from '#server/db/numbers.ts';
import { rows } from '#server/db/orm.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { REVIEW_PARTS, reviewIn } from '#server/db/reviews.ts';
import { hasChangedSince } from '#server/db/review-seen.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { dayOf, dueAfter } from '#server/domain/calendar.ts';
import { caseNumber, hasEnded } from '#server/domain/cases.ts';
import type { ReviewSoFar } from '#server/domain/confidentiality/acts.ts';
import { reviewedContent, reviewedHash, RULESET } from '#server/domain/confidentiality/content.ts';
import { effectiveItems } from '#server/domain/confidentiality/effective.ts';
import type { EffectiveItem } from '#server/domain/confidentiality/effective.ts';
import { signers, unmetForReview } from '#server/domain/confidentiality/unmet.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

const REEVALUATION = 'entry.reevaluate_not_open';

/**
 * Effect `review.record`: what the review decided, for exactly the content that it saw (保密法实施条例 Art 42). Called by
 * another process the case goes on; a review on its own ends with it. Running it twice is once.
 */
export async function recordReview(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const parts = await partsOf(tx.em, file.id, REVIEW_PARTS);
    const review = reviewIn(definition, parts);
    const { entry } = parts;
    if (!entry) return refuse('wrong_state', { reason: 'nothing_reviewed' });
    if (await isRecorded(tx, review)) return finish(tx, file);
    const unmet = unmetForReview(file.facts, file.filedBy, entry.items, review);
    if (unmet) return refuse('wrong_state', { reason: unmet });
    if (await hasChangedSince(tx, review, entry)) return refuse('wrong_state', { reason: 'reviewed_content_changed' });
    await keep(tx, file, entry, review);
    return finish(tx, file);
  });
}

async function finish(tx: Tx, file: CaseFile): Promise<EffectDone> {
  if (file.processKey === 'confidentiality-review') await endCase(tx, file, 'reviewed');
  return { done: true };
}

async function isRecorded(tx: Tx, { approval }: ReviewSoFar): Promise<boolean> {
  const [found] = await rows<object>(tx.em, 'select 1 from review_decision where approved_by = ?', [approval?.decisionId ?? null]);
  return found !== undefined;
}

async function keep(tx: Tx, file: CaseFile, entry: EntryWithItems, review: ReviewSoFar): Promise<void> {
  const { approval } = review;
  if (approval?.decisionId == null) throw new Error('a review without its approval');
  const day = dayOf(tx.at, tx.reference.calendar.timezone);
  const id = tx.newId();
  const withheldAll = approval.outcome === 'withhold';
  const items = effectiveItems(entry.items, review).map((item): EffectiveItem => (withheldAll ? { ...item, verdict: 'withhold' } : item));
  const withheld = idsOf(items, 'withhold');
  const salt = newSalt();
  const content = reviewedContent(entry);
  const contentHash = reviewedHash(salt, content);
  const recipient = recipientOf(file);
  if (recipient === null) await endEarlier(tx, entry.id);
  const year = Number(day.slice(0, 4));
  tx.writes.insert('review_decision', {
    id,
    number: caseNumber('保密审查决定', year, await nextNumber(tx, 'review-decision', year)),
    case_id: file.id,
    entry_id: entry.id,
    recipient_id: recipient,
    provider_id: file.facts.provider,
    conclusion: approval.outcome,
    channel: String(review.sheetAnswers['plannedChannel']),
    level: entry.level,
    salt,
    content_hash: contentHash,
    content: JSON.stringify(content),
    signers: JSON.stringify(
      signers(review).map(({ duty, decisionId, accountId, actingAs, payloadHash }) => ({
        duty,
        decisionId,
        accountId,
        actingAs,
        payloadHash,
      })),
    ),
    consultations: JSON.stringify(
      review.consultations.map(({ duty, outcome, decisionId, actingAs }) => ({ duty, outcome, decisionId, actingAs })),
    ),
    ruleset: RULESET,
    approved_by: approval.decisionId,
    decided_at: tx.at,
    reevaluate_on: recipient === null && withheld.length > 0 ? dayOf(reevaluationAt(tx, day), tx.reference.calendar.timezone) : null,
  });
  for (const item of items) keepItem(tx, id, entry, item);
  record(tx, file, SYSTEM, {
    type: 'review.recorded',
    data: {
      ...{ reviewId: id, decisionId: approval.decisionId, conclusion: approval.outcome, entryId: entry.id, contentHash, withheld },
      masked: idsOf(items, 'mask'),
      signers: signers(review).flatMap(({ accountId }) => accountId ?? []),
      ruleset: RULESET,
    },
  });
  copyTo(tx, file, [`${file.facts.provider}:data_steward`, `${file.facts.bureau}:bureau_open_officer`], 'review');
}

/**
 * For whom alone this review was made: an application from outside asks whether the entry may go to its applicant, and
 * leaves what was decided for everybody as it is (DOMAIN §4.4, step 3c).
 */
function recipientOf({ processKey, applicantId }: CaseFile): string | null {
  return processKey === 'directional-open' ? applicantId : null;
}

/** One decision for everybody holds at a time; the newer one takes the place of the older. */
async function endEarlier(tx: Tx, entryId: string): Promise<void> {
  await tx.em.execute(
    `update review_decision set invalidated_at = ?, invalidated_why = 'renewed' where entry_id = ? and recipient_id is null and invalidated_at is null`,
    [tx.at, entryId],
    'run',
  );
  await tx.em.execute('update review_decision set reevaluate_on = null where entry_id = ? and reevaluate_on is not null', [entryId], 'run');
}

function keepItem(tx: Tx, decisionId: string, entry: EntryWithItems, item: EffectiveItem): void {
  const reviewed = entry.items.find(({ id }) => id === item.itemId);
  tx.writes.insert('review_item', {
    decision_id: decisionId,
    item_id: item.itemId,
    item_name: reviewed?.name ?? '',
    verdict: item.verdict,
    level: reviewed?.level ?? 1,
    clauses: [...item.clauses],
    mask_rule: item.verdict === 'mask' ? (reviewed?.maskRule ?? '') : '',
    note: item.note,
  });
}

function idsOf(items: readonly EffectiveItem[], verdict: EffectiveItem['verdict']): string[] {
  return items.filter((item) => item.verdict === verdict).map(({ itemId }) => itemId);
}

/** What was not opened is looked at again every twelve months: open is the default (信息公开条例 Art 18). */
function reevaluationAt(tx: Tx, day: string): Date {
  const limit = deadlineInForce(tx.reference.deadlines, REEVALUATION, day);
  if (!limit) throw new Error(`no time limit ${REEVALUATION} is in force`);
  return dueAfter(tx.reference.calendar, day, limit.amount, limit.unit).at;
}
