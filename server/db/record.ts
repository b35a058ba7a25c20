import { chainEvent } from '#server/domain/events.ts';
import type { CaseEvent, EventType } from '#server/domain/events.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

/** Whoever acted: an account id, or `system` for the clock and the engine. */
export const SYSTEM = 'system';

type Happened<T extends EventType> = Pick<Extract<CaseEvent, { type: T }>, 'type' | 'data'>;
/** Type and data of one event, kept together. */
export type Happening = { [T in EventType]: Happened<T> }[EventType];

/** What of a case its chain hangs on. */
export type ChainedCase = Pick<CaseFile, 'id' | 'eventSeq' | 'eventHash'>;

/**
 * Appends to the case's hash chain. The caller holds the case's row lock: the head of the chain stands in the row.
 */
export function record(tx: Tx, file: ChainedCase, actor: string, happening: Happening): void {
  const { data, ...row } = nextEvent(tx, file, actor, happening);
  tx.writes.insert('event', { ...row, data: JSON.stringify(data) });
}

/** The row of the next event, for whoever writes the events of many cases at once; the case's head moves on with it. */
export function nextEvent(tx: Tx, file: ChainedCase, actor: string, happening: Happening) {
  const event: CaseEvent = { caseId: file.id, at: tx.at, actor, ...happening };
  const link = chainEvent({ seq: file.eventSeq, hash: file.eventHash }, event);
  file.eventSeq = link.seq;
  file.eventHash = link.hash;
  return {
    case_id: file.id,
    seq: link.seq,
    type: event.type,
    at: tx.at,
    actor,
    data: event.data,
    prev_hash: link.prevHash,
    hash: link.hash,
  };
}
