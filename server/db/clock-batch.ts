import type { Clock } from '#server/domain/clocks.ts';
import { columnsOf } from './clocks.ts';
import { writeCopies } from './copies.ts';
import type { copiesFor } from './copies.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { CaseClock } from './entities/clock.ts';
import { writeLateAnswers } from './ledger.ts';
import type { LateAnswer } from './ledger.ts';
import { notifyAll } from './notices.ts';
import type { NoticeOf } from './notices.ts';
import { rows } from './orm.ts';
import type { nextEvent } from './record.ts';
import type { Tx } from './transact.ts';

/** What reminders need of a case, and change in it. */
export type RemindedCase = Pick<CaseFile, 'id' | 'processKey' | 'release' | 'facts' | 'parties' | 'eventSeq' | 'eventHash'>;
export type DueClock = Pick<CaseClock, 'id' | 'caseId' | 'limitKey' | 'element' | 'untilElement' | 'detail'>;
export type OpenStep = {
  readonly id: string;
  readonly caseId: string;
  readonly element: string;
  /** The posts and persons that are asked now. */
  readonly asked: readonly string[];
  readonly barred: readonly string[];
};

export type ClockBatch = {
  readonly files: ReadonlyMap<string, RemindedCase>;
  readonly clocks: readonly DueClock[];
  readonly steps: ReadonlyMap<string, readonly OpenStep[]>;
};

/**
 * Locks the cases of these clocks and reads what their reminders need. Of several cases those that somebody holds are left
 * out: nobody waits for one while holding others.
 */
export async function lockClocks(tx: Tx, clockIds: readonly string[]): Promise<ClockBatch> {
  const files = await rows<RemindedCase>(
    tx.em,
    `select f.id, f.process_key as "processKey", f.release, f.facts, f.parties, f.event_seq as "eventSeq", f.event_hash as "eventHash"
     from case_file f where f.id in (select case_id from clock where id = any (?::uuid[])) order by f.id for no key update${
       clockIds.length > 1 ? ' skip locked' : ''
     }`,
    [clockIds],
  );
  const locked = files.map(({ id }) => id);
  const clocks = await rows<DueClock>(
    tx.em,
    `select id, case_id as "caseId", limit_key as "limitKey", element, until_element as "untilElement", detail
     from clock where id = any (?::uuid[]) and case_id = any (?::uuid[]) and attention_at is not null order by attention_at, id`,
    [clockIds, locked],
  );
  const open = await rows<OpenStep>(
    tx.em,
    `select id, case_id as "caseId", element, asked, barred from task where case_id = any (?::uuid[]) and state = 'open' order by created_at`,
    [locked],
  );
  return { files: new Map(files.map((file) => [file.id, file])), clocks, steps: Map.groupBy(open, ({ caseId }) => caseId) };
}

export type ReminderRow = {
  readonly id: string;
  readonly case_id: string;
  readonly clock_id: string;
  readonly group_id: string;
  readonly kind: string;
  readonly due_at: Date;
  readonly created_at: Date;
};

/** What a batch changes, gathered to be written as sets: a statement for each row would take most of the time. */
export type BatchChanges = {
  readonly clocks: { readonly id: string; readonly clock: Clock }[];
  readonly events: ReturnType<typeof nextEvent>[];
  readonly copies: ReturnType<typeof copiesFor>;
  readonly reminders: ReminderRow[];
  readonly late: LateAnswer[];
  readonly notices: NoticeOf[];
};

export function writeBatch(
  tx: Tx,
  files: Iterable<RemindedCase>,
  { clocks, events, copies, reminders, late, notices }: BatchChanges,
): void {
  tx.writes.run(
    `update case_file f set event_seq = r.event_seq, event_hash = r.event_hash, parties = r.parties
     from jsonb_to_recordset(?::jsonb) r (id uuid, event_seq int, event_hash text, parties text[]) where f.id = r.id`,
    [
      JSON.stringify(
        [...files].map(({ id, eventSeq, eventHash, parties }) => ({ id, event_seq: eventSeq, event_hash: eventHash, parties })),
      ),
    ],
  );
  tx.writes.run(
    `update clock c set state = r.state, detail = r.detail, due_at = r.due_at, attention_at = r.attention_at, calendar_revision = r.calendar_revision
     from jsonb_to_recordset(?::jsonb) r (id uuid, state text, detail jsonb, due_at timestamptz, attention_at timestamptz, calendar_revision int)
     where c.id = r.id`,
    [JSON.stringify(clocks.map(({ id, clock }) => clockRow(id, columnsOf(tx, clock))))],
  );
  tx.writes.run(
    `insert into event (case_id, seq, type, at, actor, data, prev_hash, hash)
     select case_id, seq, type, at, actor, data, prev_hash, hash from jsonb_populate_recordset(null::event, ?::jsonb)`,
    [JSON.stringify(events)],
  );
  writeCopies(tx, copies);
  writeLateAnswers(tx, late);
  notifyAll(tx, notices);
  tx.writes.run(
    `insert into reminder (id, case_id, clock_id, group_id, kind, due_at, created_at)
     select id, case_id, clock_id, group_id, kind, due_at, created_at from jsonb_populate_recordset(null::reminder, ?::jsonb) on conflict do nothing`,
    [JSON.stringify(reminders)],
  );
}

function clockRow(id: string, { state, detail, dueAt, attentionAt, calendarRevision }: ReturnType<typeof columnsOf>) {
  return { id, state, detail, due_at: dueAt, attention_at: attentionAt, calendar_revision: calendarRevision };
}
