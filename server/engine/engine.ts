import type { Logger } from 'pino';
import { forgetDelivered } from '#server/commands/forget-delivered.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import type { Db } from '#server/db/transact.ts';
import type { IncidentRepair } from '#server/commands/retry-incident.ts';
import { isGone } from './call-outcome.ts';
import type { EngineClient } from './client.ts';
import { deployAll } from './deploy.ts';
import { startFeed } from './feed/feed.ts';
import type { FeedStatus } from './feed/feed.ts';
import { feedHandler, serveFeed } from './feed/http.ts';
import type { FeedHandler } from './feed/http.ts';
import { openLink } from './link.ts';
import type { LinkStatus } from './link.ts';
import { reconcile } from './reconcile.ts';
import type { Reconciled } from './reconcile.ts';
import { startRelay } from './relay.ts';
import { settleEpoch } from './settle-epoch.ts';
import { prepareWorkers } from './workers/open-workers.ts';
import type { EngineTls } from './tls.ts';
import type { WorkerStatus } from './workers/open-workers.ts';

export type EngineConfig = {
  /** host:port of the gateway. */
  readonly zeebeAddress: string;
  /** Null for a connection in the clear. */
  readonly zeebeTls: EngineTls | null;
  /** Where our own broker's exporter writes to, on loopback; null when there is none. */
  readonly feedPort: number | null;
  /** What an outside broker's exporter must carry; null: no outside feed is taken. */
  readonly feedSecret: string | null;
};

export type EngineState = {
  readonly link: LinkStatus;
  /** Which life of the engine's data; null until it has been checked. */
  readonly epoch: number | null;
  /** Messages on their way; what waits stands in the outbox (queries/engine-health). */
  readonly delivering: number;
  readonly feed: FeedStatus;
  readonly workers: WorkerStatus;
};

export type Engine = {
  /** The connection to the engine, or null while it is away. */
  client(): EngineClient | null;
  health(): EngineState;
  /** For `_bulk` on the main server; null without a secret. */
  readonly outsideFeed: FeedHandler | null;
  /** For retry-incident. */
  readonly repair: IncidentRepair;
  /** Compares engine and database now; null while the engine is away. */
  reconcile(): Promise<Reconciled | null>;
  stop(): Promise<void>;
};

/** A worker that is only busy takes something within this time. */
const WORKER_HAS_MS = 10_000;
const FIRST_COMPARED_AFTER_MS = 20_000;
const COMPARED_EVERY_MS = 30 * 60_000;
const SETTLE_MS = 30_000;
const FEED_WAIT_MS = 15_000;

/**
 * Connects the database with the engine. Resolves at once: people's work does not wait for the engine, and the engine
 * may come and go. Rejects only when the feed's port is taken.
 */
export async function startEngine(db: Db, config: EngineConfig, log: Logger): Promise<Engine> {
  let epoch: EngineEpoch | null = null;
  let connected: EngineClient | null = null;
  const stopping = new AbortController();
  const hasFeed = config.feedPort !== null || config.feedSecret !== null;

  const workers = prepareWorkers(db, log);
  const relay = startRelay(db, log, () => link.suspect());
  const link = openLink(
    config.zeebeAddress,
    config.zeebeTls,
    {
      async prepare(client) {
        epoch = await deployAll(db, client, log);
        if (!epoch.settled) await settleEpoch(db, client, epoch, log);
      },
      connected(client) {
        connected = client;
        workers.open(client);
        relay.resume(client);
      },
      async broken() {
        connected = null;
        await relay.pause();
      },
    },
    log,
  );
  const feed = startFeed(
    db,
    () => (connected === null ? null : (epoch?.number ?? null)),
    {
      strange: (prefix) => link.restart(`records of an unknown exporter ${prefix}`),
      missed(createdAt) {
        const lastJobAt = workers.status().lastJobAt ?? link.status().since;
        const silentMs = Date.now() - Math.max(lastJobAt.getTime(), link.status().since.getTime());
        if (createdAt > lastJobAt && silentMs > WORKER_HAS_MS) link.restart('the worker has taken no job for long');
      },
    },
    log,
  );
  const server = config.feedPort === null ? null : await serveFeed(feedHandler(feed, null, log), config.feedPort);

  async function compare(cause: 'start' | 'schedule'): Promise<Reconciled | null> {
    if (connected === null || epoch === null || !hasFeed) return null;
    const result = await reconcile(
      db,
      connected,
      { cause, epoch, settleMs: SETTLE_MS, feedWaitMs: FEED_WAIT_MS, signal: stopping.signal },
      log,
    );
    if (result.epoch === 'lost') link.restart('the engine lost its data');
    return result;
  }
  async function compareAndTidy(cause: 'start' | 'schedule'): Promise<void> {
    await compare(cause);
    const forgotten = await forgetDelivered(db);
    if (forgotten > 0) log.info({ forgotten }, 'relay: old messages deleted');
  }
  function compareLater(cause: 'start' | 'schedule', afterMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      comparing = compareAndTidy(cause)
        .then(undefined, (error: unknown) => {
          if (!stopping.signal.aborted) log.warn({ err: error }, 'engine: not compared');
        })
        .then(() => {
          if (!stopping.signal.aborted) timer = compareLater('schedule', COMPARED_EVERY_MS);
        });
    }, afterMs).unref();
  }
  let comparing: Promise<unknown> = Promise.resolve();
  let timer = compareLater('start', FIRST_COMPARED_AFTER_MS);

  return {
    client: () => connected,
    health: () => ({
      link: link.status(),
      epoch: epoch?.number ?? null,
      delivering: relay.status().delivering,
      feed: feed.status(),
      workers: workers.status(),
    }),
    outsideFeed: config.feedSecret === null ? null : feedHandler(feed, config.feedSecret, log),
    repair: repairThrough(() => connected),
    reconcile: () => compare('schedule'),
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await comparing;
      await server?.close();
      await link.stop();
      await relay.stop();
    },
  };
}

function repairThrough(client: () => EngineClient | null): IncidentRepair {
  async function found(call: (engine: EngineClient) => Promise<void>): Promise<boolean> {
    const engine = client();
    if (engine === null) throw new Error('the engine is away');
    try {
      await call(engine);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }
  return {
    updateRetries: (jobKey, retries) => found((engine) => engine.updateRetries(jobKey, retries)),
    resolveIncident: (incidentKey) => found((engine) => engine.resolveIncident(incidentKey)),
  };
}
