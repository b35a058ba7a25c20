import type { CaseFile } from '#server/db/entities/case-file.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';
import { startMessage } from '#server/domain/engine-messages.ts';
import type { EngineMessage } from '#server/domain/engine-messages.ts';

export type ReplayCase = {
  readonly caseId: string;
  /** The run that is lost: a case that is in another run by now stays as it is. */
  readonly fromRun: number;
  readonly epoch: number;
  readonly reason: 'engine_data_lost' | 'instance_missing';
};

type Start = Extract<EngineMessage, { kind: 'case.start' }>;
type Published = Extract<EngineMessage, { kind: 'message.publish' }>;

/**
 * Starts a case anew in the engine. It comes back to its step by itself: what is decided is answered from our record
 * (open-task), effects are once, and the messages of the case are published again in their order. It starts with the
 * facts of its first start, since every branch must be taken as it was.
 */
export async function replayCase(db: Db, input: ReplayCase): Promise<{ readonly replayed: boolean }> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, input.caseId);
    if (!file || hasEnded(file.state) || file.run !== input.fromRun) return { replayed: false };
    const start = await firstStart(tx, file);
    const published = await publishedMessages(tx, file.id);
    await supersede(tx, file.id);

    file.run += 1;
    enqueue(tx, file.id, { ...start, messageId: `${file.id}:${file.run}`, variables: { ...start.variables, run: file.run } });
    for (const message of published) {
      enqueue(tx, file.id, { ...message, messageId: `${message.messageId.replace(/:r\d+$/, '')}:r${file.run}` });
    }
    record(tx, file, SYSTEM, {
      type: 'case.replayed',
      data: { fromRun: input.fromRun, run: file.run, epoch: String(input.epoch), reason: input.reason },
    });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { replayed: true };
  });
}

async function firstStart(tx: Tx, file: CaseFile): Promise<Start> {
  const [row] = await rows<{ payload: Start }>(
    tx.em,
    `select payload from outbox where case_id = ? and kind = 'case.start' order by id limit 1`,
    [file.id],
  );
  const start = row?.payload ?? startMessage(file);
  if (start.kind !== 'case.start') throw new Error(`case ${file.id} has no start message`);
  return start;
}

async function publishedMessages(tx: Tx, caseId: string): Promise<Published[]> {
  const found = await rows<{ payload: Published }>(
    tx.em,
    `select payload from outbox where case_id = ? and kind = 'message.publish' and result is distinct from 'superseded' order by id`,
    [caseId],
  );
  return found.map((row) => row.payload);
}

/** What still waits was meant for the lost run; what was published is published again. */
async function supersede(tx: Tx, caseId: string): Promise<void> {
  await tx.em.execute(
    `update outbox set state = 'delivered', result = 'superseded', delivered_at = coalesce(delivered_at, now()), leased_until = null
     where case_id = ? and (state in ('pending', 'stuck') or kind = 'message.publish')`,
    [caseId],
    'run',
  );
}
