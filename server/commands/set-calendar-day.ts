import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { enterDays } from '#server/db/calendar-edits.ts';
import { refreshCalendar } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuseEdit } from '#server/domain/calendar-edit.ts';
import type { DayEdit } from '#server/domain/calendar-edit.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** `revision`: the edition of the calendar that was read, and on which the consequence was shown. */
export type SetCalendarDay = DayEdit & { readonly revision: number };
export type CalendarDaySet = { readonly day: string; readonly revision: number; readonly movedClocks: number };

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
    const entered = await enterDays(tx, actor.accountId, [edit], 'city', input.revision);
    return entered ? { day: edit.day, ...entered } : refuse('stale_revision', { reason: 'calendar_changed' });
  });
  if (!isRefusal(done)) await refreshCalendar(db);
  return done;
}
