import type { Logger } from 'pino';
import type { Db } from '#server/db/transact.ts';
import type { EngineMessage } from '#server/domain/engine-messages.ts';
import { CODE, callError, isAway } from './call-outcome.ts';
import type { EngineCallError } from './call-outcome.ts';
import { claimDue, claimOfCases, settle } from './claims.ts';
import type { Claimed, Settled } from './claims.ts';
import type { EngineClient } from './client.ts';
import { deliveries, relayLatency } from './metrics.ts';

/**
 * Brings the outbox to the engine: in strict order within a case, many cases at once, network outside any transaction.
 * Told of a commit it sends at once; it also looks by itself, since a nudge is lost with a crash.
 */
export type Relay = {
  /** Begins to deliver through this client; the engine's data have been checked. */
  resume(client: EngineClient): void;
  /** Stops to claim and waits until what is on its way has an answer. */
  pause(): Promise<void>;
  stop(): Promise<void>;
  status(): { readonly delivering: number; readonly paused: boolean };
};

/** Beyond 64 at once the engine only pushes back. */
const AT_ONCE = 40;
const LOOK_EVERY_MS = 1_000;
/** The record feed tells within about a second. */
const PROOF_EVERY_MS = 200;
/** Longer than any call and any statement may take. */
const STALLED_MS = 30_000;

/** `onTrouble` is told when the engine could not be reached. */
export function startRelay(db: Db, log: Logger, onTrouble: () => void): Relay {
  const nudged = new Set<string>();
  const busy = new Set<string>();
  let client: EngineClient | null = null;
  let connectedAt = db.now();
  let lookDue = false;
  let claiming: Promise<void> | null = null;
  let settling: Promise<void> | null = null;
  let movedAt = Date.now();
  const answers: { settled: Settled; done: () => void }[] = [];
  const idle: (() => void)[] = [];

  function pump(): void {
    if (claiming || client === null || busy.size >= AT_ONCE) return;
    const room = AT_ONCE - busy.size;
    if (lookDue) claiming = take(claimDue(db, room), room, client);
    else {
      const cases = [...nudged].filter((caseId) => !busy.has(caseId)).slice(0, room);
      if (cases.length === 0) return;
      for (const caseId of cases) nudged.delete(caseId);
      claiming = take(claimOfCases(db, cases), Infinity, client);
    }
    lookDue = false;
  }

  async function take(claim: Promise<Claimed[]>, room: number, through: EngineClient): Promise<void> {
    try {
      const claimed = await claim;
      movedAt = Date.now();
      if (claimed.length === room) lookDue = true;
      for (const row of claimed) {
        busy.add(row.caseId);
        void deliver(row, through);
      }
    } catch (error) {
      // The next look finds what this one should have.
      log.warn({ err: error }, 'relay: cannot read the outbox');
    }
    claiming = null;
    settleIdle();
    pump();
  }

  async function deliver(row: Claimed, through: EngineClient): Promise<void> {
    const settled = await send(row, through);
    deliveries.inc({ kind: row.message?.kind ?? 'unreadable', result: settled.state === 'delivered' ? settled.result : settled.state });
    await settleSoon(settled);
    busy.delete(row.caseId);
    if (settled.state === 'delivered' && row.more) nudged.add(row.caseId);
    if (settled.state === 'pending') setTimeout(() => nudge(row.caseId), settled.retryInMs).unref();
    if (settled.state === 'stuck') log.error({ caseId: row.caseId, outboxId: row.id, result: settled.result }, 'relay: message is stuck');
    pump();
    settleIdle();
  }

  async function send(row: Claimed, through: EngineClient): Promise<Settled> {
    const { id, message } = row;
    if (!row.current) return { id, state: 'delivered', result: 'superseded' };
    if (message === null) return { id, state: 'stuck', result: 'unreadable' };
    if (mayBeLost(row)) return { id, state: 'pending', result: 'unproven', retryInMs: PROOF_EVERY_MS };
    const began = performance.now();
    try {
      await sendMessage(message, through);
      relayLatency.observe({ kind: message.kind }, row.ageSeconds + (performance.now() - began) / 1000);
      return { id, state: 'delivered', result: 'delivered' };
    } catch (thrown) {
      const error = callError(message.kind, thrown);
      if (isAway(error)) onTrouble();
      return settledAfter(row, error);
    }
  }

  /**
   * A killed engine may have handed out a job that it had not written down, and may give its key to another job later. So
   * what was handed out before this connection began is completed only once the record feed has told of it.
   */
  function mayBeLost({ proven, openedAt }: Claimed): boolean {
    return !proven && openedAt !== null && openedAt < connectedAt;
  }

  /** Answers that come close together share one statement. */
  function settleSoon(settled: Settled): Promise<void> {
    return new Promise((done) => {
      answers.push({ settled, done });
      settling ??= settleAll().then(() => {
        settling = null;
      });
    });
  }

  async function settleAll(): Promise<void> {
    while (answers.length > 0) {
      const batch = answers.splice(0);
      try {
        await settle(
          db,
          batch.map((answer) => answer.settled),
        );
      } catch (error) {
        // The lease ends by itself, and the message is sent again.
        log.warn({ err: error }, 'relay: cannot mark what was delivered');
      }
      movedAt = Date.now();
      for (const answer of batch) answer.done();
    }
  }

  function nudge(caseId: string): void {
    // While the engine is away the first look afterwards finds everything.
    if (client === null) return;
    nudged.add(caseId);
    pump();
  }

  function settleIdle(): void {
    if (claiming || busy.size > 0) return;
    for (const done of idle.splice(0)) done();
  }

  function whenIdle(): Promise<void> {
    return new Promise((done) => {
      idle.push(done);
      settleIdle();
    });
  }

  const deaf = db.changes.listen((change) => {
    if (change.kind === 'outbox') nudge(change.caseId);
  });
  const look = setInterval(() => {
    if (client !== null && busy.size > 0 && Date.now() - movedAt > STALLED_MS) {
      log.error({ delivering: busy.size }, 'relay: stalled, what it held is taken up again after its lease');
      busy.clear();
    }
    lookDue = true;
    pump();
  }, LOOK_EVERY_MS);

  return {
    resume(next) {
      client = next;
      connectedAt = db.now();
      movedAt = Date.now();
      lookDue = true;
      pump();
    },
    async pause() {
      client = null;
      await whenIdle();
    },
    async stop() {
      deaf();
      clearInterval(look);
      client = null;
      await whenIdle();
    },
    status: () => ({ delivering: busy.size, paused: client === null }),
  };
}

async function sendMessage(message: EngineMessage, client: EngineClient): Promise<void> {
  switch (message.kind) {
    case 'job.complete':
      return client.completeJob(message.jobKey, message.variables);
    case 'case.move':
      return client.moveInstance(message.instanceKey, message.from, message.to, message.variables);
    case 'case.start':
      return client.publish(message);
    case 'message.publish':
      return client.publish(message);
    default:
      return message satisfies never;
  }
}

function settledAfter(row: Claimed, error: EngineCallError): Settled {
  const { id } = row;
  switch (error.outcome) {
    case 'delivered':
      return { id, state: 'delivered', result: error.code === CODE.alreadyExists ? 'already_exists' : 'delivered' };
    case 'gone':
      return { id, state: 'delivered', result: 'gone' };
    case 'ambiguous':
      return { id, state: 'pending', result: error.message, retryInMs: wait(row.attempts, 50, 5_000) };
    case 'back_off':
      return { id, state: 'pending', result: error.message, retryInMs: wait(row.attempts, 100, 30_000) };
    case 'permanent':
      return { id, state: 'stuck', result: error.message };
    default:
      return error.outcome satisfies never;
  }
}

/** Doubles with each attempt, half of it by chance: those that were refused together do not come back together. */
function wait(attempts: number, firstMs: number, mostMs: number): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (0.5 + Math.random() / 2));
}
