import { chainEvent } from '#server/domain/events.ts';
import type { CaseEvent, EventType } from '#server/domain/events.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';
import { run } from './orm.ts';

/** Whoever acted: an account id, or `system` for the clock and the engine. */
export const SYSTEM = 'system';

type Happened<T extends EventType> = Pick<Extract<CaseEvent, { type: T }>, 'type' | 'data'>;
/** Type and data of one event, kept together. */
export type Happening = { [T in EventType]: Happened<T> }[EventType];

/**
 * Appends to the case's hash chain. The caller holds the case's row lock: the head of the chain stands in the row.
 */
export async function record(tx: Tx, file: CaseFile, actor: string, happening: Happening): Promise<void> {
  const event: CaseEvent = { caseId: file.id, at: tx.at, actor, ...happening };
  const link = chainEvent({ seq: file.eventSeq, hash: file.eventHash }, event);
  file.eventSeq = link.seq;
  file.eventHash = link.hash;
  await run(tx.em, 'insert into event (case_id, seq, type, at, actor, data, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?)', [
    file.id,
    link.seq,
    event.type,
    tx.at,
    actor,
    JSON.stringify(event.data),
    link.prevHash,
    link.hash,
  ]);
}
