import type { Answers } from '#forms/answers.ts';
import { pino } from 'pino';
import { inject, vi } from 'vitest';
import { openChanges } from '#server/db/changes.ts';
import { openOrm } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { startEngine } from '#server/engine/engine.ts';
import type { Engine } from '#server/engine/engine.ts';
import type { EngineTls } from '#server/engine/tls.ts';
import { cloneDatabase } from '../../support/database.ts';
import { decideStep, placeOf } from './cases.ts';

export type BrokerPlace = { readonly address: string; readonly feedPort: number; readonly tls?: EngineTls };

export type World = {
  readonly db: Db;
  readonly ownerUrl: string;
  engine(): Engine;
  startEngine(): Promise<Engine>;
  stopEngine(): Promise<void>;
  /** Waits until somebody is asked for this step. */
  untilAsked(caseId: string, element: string): Promise<void>;
  untilState(caseId: string, state: string): Promise<void>;
  /** Waits for each step in turn and decides it. */
  walk(caseId: string, steps: readonly (readonly [element: string, outcome: string, answers?: Answers])[]): Promise<void>;
  close(): Promise<void>;
};

const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });

/** An application of its own on a database of its own, with the engine started. */
export async function openWorld(broker: BrokerPlace = inject('broker')): Promise<World> {
  const database = await cloneDatabase();
  const orm = await openOrm(database.appUrl);
  const db: Db = { orm, now: () => new Date(), changes: openChanges(), reference: await loadReference(orm.em.fork()) };
  let engine: Engine | null = null;
  const world: World = {
    db,
    ownerUrl: database.ownerUrl,
    engine() {
      if (engine === null) throw new Error('the engine is not started');
      return engine;
    },
    async startEngine() {
      const gateway = { zeebeAddress: broker.address, zeebeTls: broker.tls ?? null };
      const started = await startEngine(db, { ...gateway, feedPort: broker.feedPort, feedSecret: null }, log);
      engine = started;
      return started;
    },
    async stopEngine() {
      await engine?.stop();
      engine = null;
    },
    untilAsked: (caseId, element) =>
      untilChanged(db, caseId, async () => (await placeOf(db, caseId)).open.some((task) => task.element === element), element),
    untilState: (caseId, state) => untilChanged(db, caseId, async () => (await placeOf(db, caseId)).state === state, state),
    async walk(caseId, steps) {
      for (const [element, outcome, answers] of steps) {
        await world.untilAsked(caseId, element);
        await decideStep(db, caseId, element, outcome, answers);
      }
    },
    async close() {
      await world.stopEngine();
      await orm.close();
      await database.drop();
    },
  };
  await world.startEngine();
  return world;
}

/** Asks again until it is so. */
export async function until(ask: () => Promise<boolean> | boolean, what: string, withinMs = 60_000): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await ask())) throw new Error(`not yet: ${what}`);
    },
    { timeout: withinMs, interval: 20 },
  );
}

/** Asks again whenever something of the case has been committed. */
async function untilChanged(db: Db, caseId: string, ask: () => Promise<boolean>, what: string, withinMs = 60_000): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (): void => void ask().then((so) => so && resolve(), reject);
  const deaf = db.changes.listen((change) => {
    if ('caseId' in change && change.caseId === caseId) look();
  });
  const timer = setTimeout(() => reject(new Error(`not within ${withinMs} ms: ${what} of case ${caseId}`)), withinMs);
  try {
    look();
    await promise;
  } finally {
    deaf();
    clearTimeout(timer);
  }
}
