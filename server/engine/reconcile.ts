import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { cancelTask } from '#server/commands/cancel-task.ts';
import { noteReconciliation } from '#server/commands/note-reconciliation.ts';
import type { Reconciliation } from '#server/commands/note-reconciliation.ts';
import { redeliverDecision } from '#server/commands/redeliver-decision.ts';
import { replayCase } from '#server/commands/replay-case.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { engineDifferences } from '#server/queries/engine-differences.ts';
import type { Difference } from '#server/queries/engine-differences.ts';
import { isGone } from './call-outcome.ts';
import type { EngineClient } from './client.ts';
import { checkMarker } from './deploy.ts';

export type Finding =
  | (Difference & { readonly repaired: boolean })
  /** The engine's records do not arrive, so nothing could be compared. */
  | { readonly type: 'feed_behind'; readonly since: string; readonly repaired: false };

export type ReconcileInput = {
  readonly cause: Reconciliation['cause'];
  readonly epoch: EngineEpoch;
  /** Facts of the last seconds may still be on their way to the other side. */
  readonly settleMs: number;
  /** How long the feed may need for a record that is made now. */
  readonly feedWaitMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
};
export type Reconciled = { readonly epoch: 'same' | 'lost'; readonly findings: readonly Finding[] };

/**
 * Compares engine and database; every difference is repaired or shown. A deployment of the marker proves on the way that
 * the engine has its data, and its record that the feed has caught up. Says `lost` when the data are gone.
 */
export async function reconcile(db: Db, client: EngineClient, input: ReconcileInput, log: Logger): Promise<Reconciled> {
  const began = new Date();
  const epoch = await checkMarker(db, client);
  if (epoch.number !== input.epoch.number) return { epoch: 'lost', findings: [] };
  const findings = await compare(db, client, began, input);
  await noteReconciliation(db, { cause: input.cause, findings });
  const shown = findings.filter((finding) => !finding.repaired).length;
  const level = shown > 0 ? 'warn' : 'info';
  log[level](
    { cause: input.cause, findings: findings.length, shown, types: [...new Set(findings.map(({ type }) => type))] },
    'engine: compared',
  );
  return { epoch: 'same', findings };
}

async function compare(db: Db, client: EngineClient, began: Date, input: ReconcileInput): Promise<Finding[]> {
  const feedEpoch = await caughtUp(db, began, input);
  if (feedEpoch === null) return [{ type: 'feed_behind', since: began.toISOString(), repaired: false }];
  const before = new Date(began.getTime() - input.settleMs);
  const findings: Finding[] = [];
  for (const difference of await engineDifferences(db, { epoch: feedEpoch, before })) {
    findings.push({ ...difference, repaired: await repair(db, client, input.epoch, difference) });
  }
  return findings;
}

/** The feed's name for this epoch, as soon as it has told what happened after `since` in every partition; null when it does not. */
async function caughtUp(db: Db, since: Date, { epoch, feedWaitMs, signal }: ReconcileInput): Promise<string | null> {
  const until = Date.now() + feedWaitMs;
  for (;;) {
    const [row] = await rows<{ epoch: string }>(
      db.orm.em.fork(),
      `
      select epoch from record_watermark where epoch like '%:' || ? group by epoch
      having min(record_at) >= ? order by max(updated_at) desc limit 1`,
      [String(epoch.number), since],
    );
    if (row) return row.epoch;
    if (Date.now() > until) return null;
    await pause(250, undefined, { signal });
  }
}

async function repair(db: Db, client: EngineClient, epoch: EngineEpoch, difference: Difference): Promise<boolean> {
  switch (difference.type) {
    case 'instance_missing':
    case 'instance_terminated': {
      const { caseId, run } = difference;
      return (await replayCase(db, { caseId, fromRun: run, epoch: epoch.number, reason: 'instance_missing' })).replayed;
    }
    case 'instance_alive':
      return cancel(client, difference.instanceKey);
    case 'job_ended':
      return (await cancelTask(db, difference)).cancelled;
    case 'decision_lost':
      return (await redeliverDecision(db, difference)).redelivered;
    // The drawing or an effect is wrong, or a task was refused: a person must look.
    case 'instance_completed':
    case 'task_missing':
    case 'job_unknown':
      return false;
    default:
      return difference satisfies never;
  }
}

async function cancel(client: EngineClient, instanceKey: string): Promise<boolean> {
  try {
    await client.cancelInstance(instanceKey);
    return true;
  } catch (error) {
    return isGone(error);
  }
}
