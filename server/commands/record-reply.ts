import { shareCaseFactsSchema } from '#processes/conditional-share/process.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { endReadClocks, ensureClock } from '#server/db/clocks.ts';
import { applicationIn } from '#server/db/contents.ts';
import { copyTo } from '#server/db/copies.ts';
import { issueDocuments } from '#server/db/documents.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Decision } from '#server/db/entities/decision.ts';
import { endCase } from '#server/db/end-case.ts';
import { approveGrant } from '#server/db/grants.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { refuseUnreasoned } from '#server/db/reasons.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { latestOf, unmetForReply } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { clocksFrom } from '#server/domain/steps.ts';
import { rows } from '#server/db/orm.ts';

/**
 * Effect `reply.record`: the provider's answer becomes final. A refusal ends the case; an agreement makes the
 * grant `approved` and starts the time for provision (政务数据共享条例 Art 21, 22). Running it twice is once.
 */
export async function recordReply(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const parts = await partsOf(tx.em, file.id, ['contents', 'decisions', 'tasks', 'clocks']);
    const { clocks } = parts;
    const decisions = standingIn(parts);
    const facts = shareCaseFactsSchema.parse(file.facts);
    const { filedBy, filedFor, revision } = file;
    const contests = kindOf(file.processKey).contests === true;
    const unmet = unmetForReply(definition, { ...facts, filedBy, filedFor, revision, contests }, decisions);
    if (unmet) return refuse('wrong_state', { reason: unmet });
    const reply = latestOf(definition, 'provider-decision', decisions)?.signed;
    if (!reply) return refuse('wrong_state', { reason: 'no_provider_decision' });
    if (await isRecorded(tx, file, reply)) return { done: true };
    const decided = await contentOf(tx, reply);
    const unreasoned = reply.outcome === 'refuse' ? await refuseUnreasoned(tx, reply) : null;
    if (unreasoned) return unreasoned;

    record(tx, file, SYSTEM, {
      type: 'reply.recorded',
      data: { outcome: reply.outcome, decisionId: reply.id, payloadHash: reply.payloadHash },
    });
    file.replyState = 'recorded';
    endReadClocks(tx, file, parts, effect.element);
    copyTo(tx, file, [`${file.applicantId}:data_steward`, `${file.facts.bureau}:bureau_share_officer`], 'reply');
    notifyFiler(tx, file, { kind: 'reply', detail: reply.outcome, source: `reply:${reply.id}` });
    if (reply.outcome === 'refuse') {
      record(tx, file, SYSTEM, { type: 'case.refused', data: { element: reply.element, decisionId: reply.id } });
      await issueDocuments(tx, file, 'refused');
      await endCase(tx, file, 'refused', { clocks: clocks.filter(({ untilElement }) => untilElement !== effect.element) });
      return { done: true };
    }
    const opinion = facts.reviewLevel >= 3 ? latestOf(definition, 'confidentiality-opinion', decisions)?.signed : undefined;
    const reviewed = opinion ? (await contentOf(tx, opinion)).answers : null;
    const grant = await approveGrant(tx, file, applicationIn(parts).answers, { decided: decided.answers, reviewed });
    await issueDocuments(tx, file, 'agreed', { grant });
    for (const clock of clocksFrom(definition, effect.element)) {
      await ensureClock(tx, file, { limitKey: clock.limitKey, element: clock.from, untilElement: clock.until, atDue: clock.atDue });
    }
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
    return { done: true };
  });
}

function contentOf(tx: Tx, decision: Decision): Promise<CaseContent> {
  return tx.em.findOneOrFail(CaseContent, { id: decision.contentId ?? '' });
}

async function isRecorded(tx: Tx, file: CaseFile, reply: Decision): Promise<boolean> {
  const [found] = await rows<object>(
    tx.em,
    `select 1 from event where case_id = ? and type = 'reply.recorded' and data->>'decisionId' = ?`,
    [file.id, reply.id],
  );
  return found !== undefined;
}
