import { chainEvent } from '#server/domain/events.ts';
import type { CaseEvent, EventType } from '#server/domain/events.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

/** Whoever acted: an account id, or `system` for the clock and the engine. */
export const SYSTEM = 'system';

type Happened<T extends EventType> = Pick<Extract<CaseEvent, { type: T }>, 'type' | 'data'>;
/** Type and data of one event, kept together. */
export type Happening = { [T in EventType]: Happened<T> }[EventType];

/**
 * Appends to the case's hash chain. The caller holds the case's row lock: the head of the chain stands in the row.
 */
export function record(tx: Tx, file: CaseFile, actor: string, happening: Happening): void {
  const event: CaseEvent = { caseId: file.id, at: tx.at, actor, ...happening };
  const link = chainEvent({ seq: file.eventSeq, hash: file.eventHash }, event);
  file.eventSeq = link.seq;
  file.eventHash = link.hash;
  tx.writes.insert('event', {
    case_id: file.id,
    seq: link.seq,
    type: event.type,
    at: tx.at,
    actor,
    data: JSON.stringify(event.data),
    prev_hash: link.prevHash,
    hash: link.hash,
  });
}
