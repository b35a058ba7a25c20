import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { rows, run } from '#server/db/orm.ts';
import { recomputeClocks } from '#server/db/recompute-clocks.ts';
import { loadCalendar, refreshCalendar } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isWeekend } from '#server/domain/calendar.ts';
import { refuseEdit } from '#server/domain/calendar-edit.ts';
import type { DayEdit } from '#server/domain/calendar-edit.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** `revision`: the edition of the calendar that was read, and on which the consequence was shown. */
export type SetCalendarDay = DayEdit & { readonly revision: number };
export type CalendarDaySet = { readonly day: string; readonly revision: number; readonly movedClocks: number };

const BATCH = 200;

/**
 * Makes a day free or worked, or lets it be what its weekday says. The running clocks that count it are due anew in the
 * same transaction, each on record. Of two editors who read the same edition one wins, the other is told to look again.
 */
export async function setCalendarDay(db: Db, actor: Actor, input: SetCalendarDay): Promise<CalendarDaySet | Refusal> {
  if (!may(actor, 'edit', 'Calendar', {})) return refuse('forbidden', { reason: 'may_not_edit_calendar' });
  const edit = { day: input.day, off: input.off, name: cleanLines(input.name), source: cleanLines(input.source) };
  const refused = refuseEdit(edit);
  if (refused) return refused;
  const done = await transact(db, async (tx) => {
    if (!(await takeRevision(tx, actor, edit, input.revision))) return refuse('stale_revision', { reason: 'calendar_changed' });
    await run(
      tx.em,
      `insert into calendar_day (day, off, name, level, source) values (?, ?, ?, 'city', ?)
       on conflict (day) do update set off = excluded.off, name = excluded.name, level = excluded.level, source = excluded.source`,
      [edit.day, edit.off ?? isWeekend(edit.day), edit.name, edit.source],
    );
    const edited: Tx = { ...tx, reference: { ...tx.reference, ...(await loadCalendar(tx.em)) } };
    const cases = await casesCounting(edited, edit.day);
    let movedClocks = 0;
    for (let at = 0; at < cases.length; at += BATCH) movedClocks += await recomputeClocks(edited, cases.slice(at, at + BATCH));
    return { day: edit.day, revision: edited.reference.calendarRevision, movedClocks };
  });
  if (!isRefusal(done)) await refreshCalendar(db);
  return done;
}

/** The next edition is taken once: who waited for it finds it gone. */
async function takeRevision(tx: Tx, actor: Actor, { day, off, name, source }: DayEdit, read: number): Promise<boolean> {
  const taken = await run(
    tx.em,
    `insert into calendar_edition (revision, day, off, name, source, edited_by, edited_at)
     select ?::int, ?::date, ?::boolean, ?, ?, ?, ?::timestamptz
     where ?::int = (select coalesce(max(revision), 0) from calendar_edition) on conflict do nothing`,
    [read + 1, day, off, name, source, actor.accountId, tx.at, read],
  );
  return taken === 1;
}

/** Cases with a clock that counts this day, or whose escalation does; clocks beyond the years entered may become certain. */
async function casesCounting(tx: Tx, day: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx.em,
    `select distinct case_id as id from clock where state = 'running' and (
       (detail->>'uncertain')::boolean or ((detail->>'startDay')::date < ?::date and due_at >= ?::date - interval '21 days')) order by 1`,
    [day, day],
  );
  return found.map(({ id }) => id);
}
