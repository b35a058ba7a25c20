import type { Logger } from 'pino';
import { closeOldEpoch, markEpochSettled } from '#server/commands/close-old-epoch.ts';
import { replayCase } from '#server/commands/replay-case.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { isGone } from './call-outcome.ts';
import type { EngineClient } from './client.ts';
import { eachOf } from './each-of.ts';

const AT_ONCE = 8;

/**
 * After the engine lost its data: every running case is started anew, before anything else is sent. Begun again after
 * a crash, it goes on where it stopped: a case whose start still waits has been replayed, or was never in the engine.
 */
export async function settleEpoch(db: Db, client: EngineClient, epoch: EngineEpoch, log: Logger): Promise<void> {
  if (epoch.reason === 'older_copy') await cancelOldInstances(db, client);
  await closeOldEpoch(db);
  const lost = await rows<{ id: string; run: number }>(
    db.orm.em.fork(),
    `
    select c.id, c.run from case_file c
    where c.ended_at is null and exists (
      select 1 from outbox o where o.case_id = c.id and o.kind = 'case.start' and o.state = 'delivered'
        and (o.payload->'variables'->>'run')::int = c.run)
    order by c.filed_at, c.id`,
  );
  let replayed = 0;
  await eachOf(lost, AT_ONCE, async (file) => {
    const result = await replayCase(db, { caseId: file.id, fromRun: file.run, epoch: epoch.number, reason: 'engine_data_lost' });
    if (result.replayed) replayed += 1;
  });
  await markEpochSettled(db, epoch.number);
  log.warn({ epoch: epoch.number, replayed }, 'engine: running cases were started anew');
}

/** What lives on in an older copy would hold back the new start of the same case. */
async function cancelOldInstances(db: Db, client: EngineClient): Promise<void> {
  const alive = await rows<{ key: string }>(
    db.orm.em.fork(),
    `select distinct instance_key as key from engine_instance where state = 'active' and root`,
  );
  await eachOf(alive, AT_ONCE, async ({ key }) => {
    try {
      await client.cancelInstance(key);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  });
}
