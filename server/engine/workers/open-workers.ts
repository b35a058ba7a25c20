import type { Logger } from 'pino';
import { EFFECT_KEYS } from '#processes/effects.ts';
import type { Db } from '#server/db/transact.ts';
import type { EngineClient } from '../client.ts';
import type { EngineJob } from '../job.ts';
import { handleEffect } from './effects.ts';
import { handleUserTask, USER_TASK } from './user-task.ts';

export type WorkerStatus = { readonly lastJobAt: Date | null };
export type Workers = {
  /** Takes jobs through this client until it is closed. */
  open(client: EngineClient): void;
  status(): WorkerStatus;
};

/** A task is ours for this long; decisions complete it by its key also afterwards. */
const USER_TASK_TIMEOUT_MS = 30 * 60_000;
const EFFECT_TIMEOUT_MS = 60_000;
const VARIABLES = ['caseId', 'run'];

/** One worker for people's tasks, one for each effect. */
export function prepareWorkers(db: Db, log: Logger): Workers {
  let status: WorkerStatus = { lastJobAt: null };
  function onError(error: unknown, job: EngineJob): void {
    log.error({ err: error, jobKey: job.key, jobType: job.type, element: job.element }, 'engine: job not handled');
  }
  function noted(handle: (job: EngineJob) => Promise<void>) {
    return (job: EngineJob): Promise<void> => {
      status = { lastJobAt: new Date() };
      return handle(job);
    };
  }
  return {
    open(client) {
      client.work({
        jobType: USER_TASK,
        timeoutMs: USER_TASK_TIMEOUT_MS,
        maxJobs: 64,
        variables: VARIABLES,
        handle: noted((job) => handleUserTask(db, job)),
        onError,
      });
      for (const jobType of EFFECT_KEYS) {
        client.work({
          jobType,
          timeoutMs: EFFECT_TIMEOUT_MS,
          maxJobs: 32,
          variables: VARIABLES,
          handle: noted((job) => handleEffect(db, client, jobType, job)),
          onError,
        });
      }
    },
    status: () => status,
  };
}
