import type { EngineMessage } from '#server/domain/engine-messages.ts';
import type { Tx } from './transact.ts';

/** Writes a message to the engine into the caller's transaction; the relay is nudged after the commit. */
export async function enqueue(tx: Tx, caseId: string, message: EngineMessage): Promise<void> {
  await tx.em.execute(
    'insert into outbox (case_id, kind, payload) values (?, ?, ?)',
    [caseId, message.kind, JSON.stringify(message)],
    'run',
  );
  tx.announce({ kind: 'outbox', caseId });
}
