import type { Logger } from 'pino';
import { EFFECT_KEYS } from '#processes/effects.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import type { Db } from '#server/db/transact.ts';
import type { EngineClient, EngineJob } from './client.ts';
import { deployAll } from './deploy.ts';
import { openLink } from './link.ts';
import type { LinkStatus } from './link.ts';
import { startRelay } from './relay.ts';
import { settleEpoch } from './settle-epoch.ts';
import { handleEffect } from './workers/effects.ts';
import { handleUserTask, USER_TASK } from './workers/user-task.ts';

export type EngineConfig = { readonly zeebeAddress: string };

export type Engine = {
  /** The connection to the engine now, or null while it is away. */
  client(): EngineClient | null;
  health(): { readonly link: LinkStatus; readonly epoch: number | null };
  stop(): Promise<void>;
};

/** A task is ours for this long; decisions complete it by its key also afterwards. */
const USER_TASK_TIMEOUT_MS = 30 * 60_000;
const EFFECT_TIMEOUT_MS = 60_000;

/**
 * Connects the database with the engine. Returns at once: people's work does not wait for the engine, and the engine
 * may come and go.
 */
export function startEngine(db: Db, config: EngineConfig, log: Logger): Engine {
  let epoch: EngineEpoch | null = null;
  let connected: EngineClient | null = null;

  const relay = startRelay(db, log, () => link.suspect());
  const link = openLink(config.zeebeAddress, {
    async prepare(client) {
      epoch = await deployAll(db, client, log);
      if (!epoch.settled) await settleEpoch(db, client, epoch, log);
    },
    connected(client) {
      connected = client;
      openWorkers(db, client, log);
      relay.resume(client);
    },
    async broken() {
      connected = null;
      await relay.pause();
    },
  }, log);

  return {
    client: () => connected,
    health: () => ({ link: link.status(), epoch: epoch?.number ?? null }),
    async stop() {
      await relay.stop();
      await link.stop();
    },
  };
}

function openWorkers(db: Db, client: EngineClient, log: Logger): void {
  const onError = (error: unknown, job: EngineJob): void => {
    log.error({ err: error, jobKey: job.key, jobType: job.type, element: job.element }, 'engine: job not handled');
  };
  client.work({
    jobType: USER_TASK, timeoutMs: USER_TASK_TIMEOUT_MS, maxJobs: 64, variables: ['caseId', 'run'],
    handle: (job) => handleUserTask(db, job), onError,
  });
  for (const jobType of EFFECT_KEYS) {
    client.work({
      jobType, timeoutMs: EFFECT_TIMEOUT_MS, maxJobs: 32, variables: ['caseId', 'run'],
      handle: (job) => handleEffect(db, client, jobType, job), onError,
    });
  }
}
