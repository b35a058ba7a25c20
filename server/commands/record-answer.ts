import { partsOf } from '#server/db/case-rows.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { processOf } from '#processes/registry.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { refuseUnreasoned } from '#server/db/reasons.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isByFiler, latestOf } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `answer.record`: whoever filed is answered and the case ends: declined at acceptance, refused, or answered.
 * Judged on the recorded signature itself, whatever was drawn (invariants I3, I4). Running it twice is once.
 */
export async function recordAnswer(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decisions = standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks']));
    const { answerDuty } = processOf(file.processKey);
    const answer = (answerDuty && latestOf(definition, answerDuty, decisions)) ?? latestOf(definition, 'acceptance', decisions);
    if (!answer || !isOutcomeKey(answer.signed.outcome)) return refuse('wrong_state', { reason: 'no_answer_decided' });
    const { signed } = answer;
    if (isByFiler(file, signed)) return refuse('wrong_state', { reason: 'decided_by_the_filer' });
    const refuses = outcomeOf(answer.signed.outcome).effect === 'refuses';
    const unreasoned = refuses ? await refuseUnreasoned(tx, signed) : null;
    if (unreasoned) return unreasoned;

    record(tx, file, SYSTEM, {
      type: 'answer.recorded',
      data: { outcome: signed.outcome, decisionId: signed.id, payloadHash: signed.payloadHash },
    });
    if (file.parties.length > 0)
      copyTo(
        tx,
        file,
        [`${file.applicantId}:data_steward`].filter((group) => file.parties.includes(group)),
        'answer',
      );
    await endCase(tx, file, refuses ? 'refused' : 'answered');
    return { done: true };
  });
}
