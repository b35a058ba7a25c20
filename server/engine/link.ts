import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isAway } from './call-outcome.ts';
import { openClient } from './client.ts';
import type { EngineClient } from './client.ts';
import { engineConnected } from './metrics.ts';
import type { EngineTls } from './tls.ts';

/**
 * The connection to the engine. After each break it begins anew with a fresh client, and nothing is sent or taken
 * before `prepare` has looked whether it is still the same engine: job keys of another life mean other jobs.
 */
export type Link = {
  /** Something failed: look at once whether the engine is still there. */
  suspect(): void;
  /** Break and begin anew, so that `prepare` looks again. */
  restart(why: string): void;
  stop(): Promise<void>;
  status(): LinkStatus;
};

export type LinkStatus = {
  readonly state: 'away' | 'preparing' | 'connected' | 'stopped';
  readonly since: Date;
  readonly version: string | null;
  readonly latencyMs: number | null;
};

export type LinkEvents = {
  /** Deploys and checks; throws when it must be tried again. */
  prepare(client: EngineClient): Promise<void>;
  connected(client: EngineClient): void;
  /** Settles when nothing more is sent through the client. */
  broken(): Promise<void>;
};

const TRY_EVERY_MS = 200;
const AFTER_FAILURE_MS = 1_000;
const LOOK_EVERY_MS = 2_000;
const LOOK_DEADLINE_MS = 2_000;

export function openLink(address: string, tls: EngineTls | null, events: LinkEvents, log: Logger): Link {
  const ending = new AbortController();
  let status: LinkStatus = { state: 'away', since: new Date(), version: null, latencyMs: null };
  /** Wakes the watch of a connection; `broken` ends it. */
  let wake: (() => void) | null = null;
  let restarting: string | null = null;

  function become(state: LinkStatus['state']): void {
    if (state === status.state) return;
    status = { ...status, state, since: new Date(), latencyMs: null };
    engineConnected.set(state === 'connected' ? 1 : 0);
    log.info({ engine: state, version: status.version }, 'engine: %s', state);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        if (await isListening(address)) await live();
      } catch (error) {
        log.error({ err: error }, 'engine: connection not ended cleanly');
      }
      await pause(TRY_EVERY_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  /** One connection, from its opening until it breaks. */
  async function live(): Promise<void> {
    const client = openClient(address, suspect, tls);
    try {
      if (!(await hasLeader(client))) return;
      become('preparing');
      await events.prepare(client);
      restarting = null;
      become('connected');
      events.connected(client);
      await watch(client);
    } catch (error) {
      if (isAway(error)) return;
      log.warn({ err: error }, 'engine: not ready, tried again');
      await pause(AFTER_FAILURE_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    } finally {
      become(ending.signal.aborted ? 'stopped' : 'away');
      await events.broken();
      await client.close();
    }
  }

  async function hasLeader(client: EngineClient): Promise<boolean> {
    const began = performance.now();
    const topology = await client.topology(LOOK_DEADLINE_MS);
    status = { ...status, version: topology.version, latencyMs: Math.round(performance.now() - began) };
    return topology.partitions > 0 && topology.leaders === topology.partitions;
  }

  /** Returns when the engine is gone. One answer that only came late is no reason. */
  async function watch(client: EngineClient): Promise<void> {
    let late = 0;
    while (!ending.signal.aborted && restarting === null) {
      try {
        await hasLeader(client);
        late = 0;
      } catch (error) {
        late += 1;
        if (isAway(error) || late > 1) return;
      }
      await nextLook();
    }
  }

  function nextLook(): Promise<void> {
    return new Promise((resolve) => {
      if (ending.signal.aborted || restarting !== null) return resolve();
      const timer = setTimeout(() => wake?.(), LOOK_EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
    });
  }

  function suspect(): void {
    wake?.();
  }

  const running = run();
  return {
    suspect,
    restart(why) {
      if (status.state !== 'connected') return;
      log.warn({ why }, 'engine: connection begun anew');
      restarting = why;
      wake?.();
    },
    async stop() {
      ending.abort();
      wake?.();
      await running;
      become('stopped');
    },
    status: () => status,
  };
}

/** Asked before a client is opened: the library's own reconnecting waits up to ten seconds. */
function isListening(address: string): Promise<boolean> {
  const at = address.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)), timeout: 1_000 });
    const done = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
