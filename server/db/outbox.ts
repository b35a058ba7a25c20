import type { EngineMessage } from '#server/domain/engine-messages.ts';
import type { Tx } from './transact.ts';
import { run } from './orm.ts';

/** Writes a message to the engine into the caller's transaction; the relay is nudged after the commit. */
export async function enqueue(tx: Tx, caseId: string, message: EngineMessage): Promise<void> {
  await run(tx.em, 'insert into outbox (case_id, kind, payload) values (?, ?, ?)', [caseId, message.kind, JSON.stringify(message)]);
  tx.announce({ kind: 'outbox', caseId });
}
