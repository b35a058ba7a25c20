import { partsOf } from '#server/db/case-rows.ts';
import { answerClock, keepClock } from '#server/db/clocks.ts';
import { copyTo } from '#server/db/copies.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Decision } from '#server/db/entities/decision.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { standingIn } from '#server/db/standing.ts';
import { releaseOf } from '#server/db/reference.ts';
import { moveDueDate } from '#server/db/task-due.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { extendClock as extended, parseClock } from '#server/domain/clocks.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { stepsOfDuty } from '#server/domain/steps.ts';
import { rows } from '#server/db/orm.ts';

/**
 * Effect `clock.extend`: the bureau consented to a longer time for the reply, and the applicant is told
 * (政务数据共享条例 Art 21: at most 10 working days more). Once per consent, whichever effect finds it first. A consent to a
 * clock that meanwhile ended, stopped or started anew needs no extension any more.
 */
export async function extendClock(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const steps = stepsOfDuty(definition, 'extension-consent');
    const consents = standingIn(await partsOf(tx.em, file.id, ['decisions', 'tasks'])).filter(
      (decision) => steps.includes(decision.element) && decision.outcome === 'agree',
    );
    if (consents.length === 0) return refuse('wrong_state', { reason: 'no_extension_consent' });
    const used = await usedConsents(tx, file.id);
    for (const consent of consents.filter(({ id }) => !used.includes(id))) {
      const refused = await carryOut(tx, file, consent);
      if (refused) return refused;
    }
    return { done: true };
  });
}

async function carryOut(tx: Tx, file: CaseFile, consent: Decision): Promise<Refusal | null> {
  const row = await answerClock(tx, file);
  const running = row ? parseClock(row.detail) : null;
  if (!row || running?.state !== 'running' || running.startedAt > consent.decidedAt) return null;
  const content = await tx.em.findOneOrFail(CaseContent, { id: consent.contentId ?? '' });
  const days = Number(content.answers['grantedDays']);
  const clock = extended(running, tx.reference.calendar, days, consent.decidedAt);
  if (isRefusal(clock)) return clock;

  keepClock(tx, row, clock);
  record(tx, file, SYSTEM, {
    type: 'clock.extended',
    data: { clockId: row.id, limitKey: row.limitKey, days, dueAt: clock.dueAt.toISOString(), consentedBy: consent.id },
  });
  await moveDueDate(tx, file, row.limitKey, clock.dueAt);
  copyTo(tx, file, [`${file.applicantId}:data_steward`, `${file.applicantId}:dept_applicant`], 'extension');
  notifyFiler(tx, file, { kind: 'case_changed', detail: 'extended', source: `extended:${consent.id}` });
  return null;
}

async function usedConsents(tx: Tx, caseId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx.em,
    `select data->>'consentedBy' as id from event where case_id = ? and type = 'clock.extended'`,
    [caseId],
  );
  return found.map(({ id }) => id);
}
