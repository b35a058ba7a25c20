import { keepClock, liveClock } from '#server/db/clocks.ts';
import { copyTo } from '#server/db/copies.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import { Decision } from '#server/db/entities/decision.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { moveDueDate } from '#server/db/task-due.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { extendClock as extended, parseClock } from '#server/domain/clocks.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { stepsOfDuty } from '#server/domain/steps.ts';
import { rows } from '#server/db/orm.ts';

/**
 * Effect `clock.extend`: the bureau consented to a longer time for the reply, and the applicant is told
 * (政务数据共享条例 Art 21: at most 10 working days more). Once per consent. A clock that meanwhile ended or
 * stopped needs no extension any more.
 */
export async function extendClock(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const decisions = await tx.em.find(Decision, { caseId: file.id }, { orderBy: { decidedAt: 'asc' } });
    const consent = latestOf(definition, 'extension-consent', decisions)?.signed;
    if (!consent || consent.outcome !== 'agree') return refuse('wrong_state', { reason: 'no_extension_consent' });
    if (await isUsed(consent.id)) return { done: true };

    const [decisionStep] = stepsOfDuty(definition, 'provider-decision');
    const limitKey = definition.steps.find((step) => step.element === decisionStep)?.limit;
    const row = limitKey ? await liveClock(tx, file.id, limitKey) : null;
    if (!row) return { done: true };
    const content = await tx.em.findOneOrFail(CaseContent, { id: consent.contentId ?? '' });
    const days = Number(content.answers['grantedDays']);
    const clock = extended(parseClock(row.detail), tx.reference.calendar, days, consent.decidedAt);
    if (isRefusal(clock)) return clock;

    keepClock(tx, row, clock);
    await record(tx, file, SYSTEM, {
      type: 'clock.extended',
      data: { clockId: row.id, limitKey: row.limitKey, days, dueAt: clock.dueAt.toISOString(), consentedBy: consent.id },
    });
    await moveDueDate(tx, file, row.limitKey, clock.dueAt);
    await copyTo(tx, file, [`${file.applicantId}:data_steward`, `${file.applicantId}:dept_applicant`], 'extension');
    return { done: true };

    async function isUsed(consentId: string): Promise<boolean> {
      const [found] = await rows<object>(tx.em, 
        `select 1 from event where case_id = ? and type = 'clock.extended' and data->>'consentedBy' = ?`, [effect.caseId, consentId],
      );
      return found !== undefined;
    }
  });
}
