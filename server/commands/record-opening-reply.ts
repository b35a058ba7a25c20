import { openCaseFactsSchema } from '#processes/directional-open/process.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import { drawUpAgreement } from '#server/db/agreements.ts';
import { partsOf, readEntry } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { endReadClocks } from '#server/db/clocks.ts';
import { applicationIn } from '#server/db/contents.ts';
import { copyTo } from '#server/db/copies.ts';
import { issueDocuments } from '#server/db/documents.ts';
import { endCase } from '#server/db/end-case.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { ShareGrant } from '#server/db/entities/share-grant.ts';
import { keepGrant } from '#server/db/grants.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { refuseUnreasoned } from '#server/db/reasons.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { refuseRelease } from '#server/db/releases.ts';
import { listingsOf } from '#server/db/listings.ts';
import { standingIn } from '#server/db/standing.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuseOpening } from '#server/domain/open-application.ts';
import { answerOf, openTerms, unmaskedItems, unmetForOpening } from '#server/domain/opening.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `opening.reply`: the answer to somebody outside becomes final. Not accepted or refused, the case ends with its
 * reasons; agreed to, there is an approved grant and an agreement to sign. Running it twice is once.
 */
export async function recordOpeningReply(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state) || file.replyState === 'recorded') return { done: true };
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const parts = await partsOf(tx.em, file.id, ['contents', 'decisions', 'tasks', 'clocks', 'screening']);
    const decisions = standingIn(parts);
    const facts = openCaseFactsSchema.parse(file.facts);
    const { filedBy, filedFor, revision } = file;
    const unmet = unmetForOpening(definition, { ...facts, filedBy, filedFor, revision }, decisions);
    if (unmet) return refuse('wrong_state', { reason: unmet });
    const answer = answerOf(definition, decisions);
    if (!answer) return refuse('wrong_state', { reason: 'no_proposal' });
    const refused = answer.outcome === 'refuse' || answer.outcome === 'decline';
    const decided = await tx.em.findOneOrFail(CaseContent, { id: answer.contentId ?? '' });
    const grant = refused ? await refuseUnreasoned(tx, answer) : await grantOpening(tx, file, decided, definition, parts);
    if (isRefusal(grant)) return grant;

    record(tx, file, SYSTEM, {
      type: 'reply.recorded',
      data: { outcome: answer.outcome, decisionId: answer.id, payloadHash: answer.payloadHash },
    });
    file.replyState = 'recorded';
    endReadClocks(tx, file, parts, effect.element);
    copyTo(tx, file, [`${file.applicantId}:external_applicant`, `${facts.bureau}:bureau_open_officer`], 'reply');
    notifyFiler(tx, file, { kind: 'reply', detail: answer.outcome, source: `reply:${answer.id}` });
    await issueDocuments(tx, file, refused ? 'refused' : 'agreed', grant ? { grant } : {});
    if (refused) {
      record(tx, file, SYSTEM, { type: 'case.refused', data: { element: answer.element, decisionId: answer.id } });
      await endCase(tx, file, 'refused', { clocks: parts.clocks.filter(({ untilElement }) => untilElement !== effect.element) });
    }
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
    return { done: true };
  });
}

/** What was agreed to is judged by what holds now: a class, a list or a content may have changed since the screening. */
async function grantOpening(
  tx: Tx,
  file: CaseFile,
  { answers }: CaseContent,
  definition: ProcessDefinition,
  parts: Pick<CaseRows, 'contents' | 'decisions' | 'tasks' | 'screening'>,
): Promise<ShareGrant | Refusal> {
  if (parts.screening === null) return refuse('wrong_state', { reason: 'not_screened' });
  const entry = await readEntry(tx.em, file.entryId ?? '');
  if (!entry) throw new Error(`case ${file.id} is about no entry`);
  const closed = refuseOpening(entry);
  if (closed) return closed;
  const listed = await listingsOf(tx.em, file.applicantId, dayOf(tx.at, tx.reference.calendar.timezone));
  if (listed.length > 0) return refuse('wrong_state', { reason: 'applicant_listed' });

  const application = applicationIn(parts).answers;
  const terms = openTerms(application, answers, entry.items);
  if (terms.items.length === 0) return refuse('wrong_state', { reason: 'nothing_granted' });
  if (unmaskedItems(entry.items, terms.items).length > 0) return refuse('wrong_state', { reason: 'items_without_mask' });
  const withheld = await refuseRelease(tx.em, { caseId: file.id, entry, items: terms.items }, definition, standingIn(parts));
  if (withheld) return withheld;
  const grant = await keepGrant(tx, file, 'open', terms);
  drawUpAgreement(tx, file, grant, application, answers);
  return grant;
}
