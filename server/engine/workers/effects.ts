import type { EffectKey } from '#processes/effects.ts';
import { activateGrant } from '#server/commands/activate-grant.ts';
import { extendClock } from '#server/commands/extend-clock.ts';
import { openDoubt } from '#server/commands/open-doubt.ts';
import { recordAnswer } from '#server/commands/record-answer.ts';
import { renewGrant } from '#server/commands/renew-grant.ts';
import { restoreGrant } from '#server/commands/restore-grant.ts';
import { settleDoubt } from '#server/commands/settle-doubt.ts';
import { suspendGrant } from '#server/commands/suspend-grant.ts';
import { terminateGrant } from '#server/commands/terminate-grant.ts';
import { publishEntry } from '#server/commands/publish-entry.ts';
import { issueInterface } from '#server/commands/issue-interface.ts';
import { publishGrant } from '#server/commands/publish-grant.ts';
import { recordOpeningReply } from '#server/commands/record-opening-reply.ts';
import { recordReply } from '#server/commands/record-reply.ts';
import { rejectEntry } from '#server/commands/reject-entry.ts';
import { quarantineContent } from '#server/commands/quarantine-content.ts';
import { recordReview } from '#server/commands/record-review.ts';
import { screenApplication } from '#server/commands/screen-application.ts';
import { stopCase } from '#server/commands/stop-case.ts';
import { reevaluateEntry } from '#server/commands/reevaluate-entry.ts';
import { refreshEntry } from '#server/commands/refresh-entry.ts';
import { withdrawEntry } from '#server/commands/withdraw-entry.ts';
import type { Db } from '#server/db/transact.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isGone } from '../call-outcome.ts';
import type { EngineClient } from '../client.ts';
import type { EngineJob } from '../job.ts';
import { releasedId } from '../compile.ts';
import { effectsRun } from '../metrics.ts';
import { caseVariables } from './user-task.ts';

/** What runs for each job type. A new effect is its command, its entry in processes/effects.ts, and a line here. */
const EFFECT_COMMANDS: Readonly<Record<EffectKey, (db: Db, effect: EffectOf) => Promise<EffectDone | Refusal>>> = {
  'application.screen': screenApplication,
  'case.stop': stopCase,
  'clock.extend': extendClock,
  'entry.publish': publishEntry,
  'entry.reject': rejectEntry,
  'entry.refresh': refreshEntry,
  'entry.withdraw': withdrawEntry,
  'review.reevaluate': reevaluateEntry,
  'content.quarantine': quarantineContent,
  'grant.activate': activateGrant,
  'grant.publish': publishGrant,
  'interface.issue': issueInterface,
  'opening.reply': recordOpeningReply,
  'reply.record': recordReply,
  'answer.record': recordAnswer,
  'doubt.open': openDoubt,
  'doubt.settle': settleDoubt,
  'grant.suspend': suspendGrant,
  'grant.restore': restoreGrant,
  'grant.terminate': terminateGrant,
  'grant.renew': renewGrant,
  'review.record': recordReview,
};

const BACK_OFF_MS = 2_000;

/**
 * Runs an effect and tells the engine how it ended. A refusal goes where the drawing catches it, else it becomes an
 * incident with the refusal's code; an error is tried again. An answer that does not reach the engine costs
 * nothing: the job comes again, and the effect is once.
 */
export async function handleEffect(db: Db, client: EngineClient, jobType: EffectKey, job: EngineJob): Promise<void> {
  const result = await runEffect(db, jobType, job);
  effectsRun.inc({ job_type: jobType, result: result.kind });
  try {
    await answer(db, client, job, result);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

type EffectResult = { kind: 'done' } | { kind: 'refused'; refusal: Refusal } | { kind: 'failed'; error: unknown };

async function runEffect(db: Db, jobType: EffectKey, job: EngineJob): Promise<EffectResult> {
  try {
    const result = await EFFECT_COMMANDS[jobType](db, { ...caseVariables.parse(job.variables), element: job.element });
    return isRefusal(result) ? { kind: 'refused', refusal: result } : { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function answer(db: Db, client: EngineClient, job: EngineJob, result: EffectResult): Promise<void> {
  switch (result.kind) {
    case 'done':
      return client.completeJob(job.key, {});
    case 'refused': {
      const { code, reason } = result.refusal;
      if (catchesErrors(db, job)) return client.throwError(job.key, reason ?? code);
      return client.failJob(job.key, { retries: 0, message: reason === undefined ? code : `${code}: ${reason}`, backOffMs: 0 });
    }
    case 'failed': {
      // The error itself is in our log; its text may name what must not reach the engine.
      await client.failJob(job.key, { retries: Math.max(0, job.retries - 1), message: errorName(result.error), backOffMs: BACK_OFF_MS });
      throw result.error;
    }
    default:
      return result satisfies never;
  }
}

function catchesErrors(db: Db, job: EngineJob): boolean {
  const release = db.reference.releases.find(({ processKey, number }) => releasedId(processKey, number) === job.processId);
  return release?.definition.elements.some((element) => element.event === 'error' && element.attachedTo === job.element) ?? false;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'error';
}
