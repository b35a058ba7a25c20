import type { EngineMessage } from '#server/domain/engine-messages.ts';
import type { Tx } from './transact.ts';

/** Writes a message to the engine into the caller's transaction; the relay is nudged after the commit. */
export function enqueue(tx: Tx, caseId: string, message: EngineMessage): void {
  tx.writes.insert('outbox', { case_id: caseId, kind: message.kind, payload: JSON.stringify(message) });
  tx.announce({ kind: 'outbox', caseId });
}
