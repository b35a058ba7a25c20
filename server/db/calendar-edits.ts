import { isWeekend } from '#server/domain/calendar.ts';
import type { CalendarDay } from '#server/domain/calendar.ts';
import type { DayEdit } from '#server/domain/calendar-edit.ts';
import { rows, run } from './orm.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { loadCalendar } from './reference.ts';
import type { Tx } from './transact.ts';

const BATCH = 200;

/**
 * Enters edited days and brings the running clocks that count them to the new calendar, in this transaction. Each day takes
 * the next edition; null when somebody took one since `read`, and whoever waited for it finds it gone.
 */
export async function enterDays(
  tx: Tx,
  editedBy: string,
  edits: readonly DayEdit[],
  level: CalendarDay['level'],
  read: number,
): Promise<{ readonly revision: number; readonly movedClocks: number } | null> {
  if (!(await takeRevisions(tx, editedBy, edits, read))) return null;
  await run(
    tx.em,
    `insert into calendar_day (day, off, name, level, source)
     select day, off, name, ?, source from jsonb_to_recordset(?::jsonb) as e (day date, off boolean, name text, source text)
     on conflict (day) do update set off = excluded.off, name = excluded.name, level = excluded.level, source = excluded.source`,
    [level, JSON.stringify(edits.map((edit) => ({ ...edit, off: edit.off ?? isWeekend(edit.day) })))],
  );
  const edited: Tx = { ...tx, reference: { ...tx.reference, ...(await loadCalendar(tx.em)) } };
  const cases = await casesCounting(edited, edits);
  let movedClocks = 0;
  for (let at = 0; at < cases.length; at += BATCH) movedClocks += await recomputeClocks(edited, cases.slice(at, at + BATCH));
  return { revision: edited.reference.calendarRevision, movedClocks };
}

async function takeRevisions(tx: Tx, editedBy: string, edits: readonly DayEdit[], read: number): Promise<boolean> {
  const taken = await run(
    tx.em,
    `insert into calendar_edition (revision, day, off, name, source, edited_by, edited_at)
     select ?::int + e.n::int, (e.edit->>'day')::date, (e.edit->>'off')::boolean, e.edit->>'name', e.edit->>'source', ?, ?::timestamptz
     from jsonb_array_elements(?::jsonb) with ordinality as e (edit, n)
     where ?::int = (select coalesce(max(revision), 0) from calendar_edition) on conflict do nothing`,
    [read, editedBy, tx.at, JSON.stringify(edits), read],
  );
  return taken === edits.length;
}

/** Cases with a clock that counts one of these days, or whose escalation does; clocks beyond the years entered may become certain. */
async function casesCounting(tx: Tx, edits: readonly DayEdit[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx.em,
    `select distinct case_id as id from clock where state = 'running' and ((detail->>'uncertain')::boolean
       or exists (select 1 from unnest(?::date[]) d where (detail->>'startDay')::date < d and due_at >= d - interval '21 days')) order by 1`,
    [edits.map(({ day }) => day)],
  );
  return found.map(({ id }) => id);
}
