import { cleanLine } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { loadKnownDays } from '#server/db/known-days.ts';
import { rows } from '#server/db/orm.ts';
import { loadCalendarDays } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { calendarOf } from '#server/domain/calendar.ts';
import { withEdit } from '#server/domain/calendar-edit.ts';
import { editsOf, parseImport } from '#server/domain/calendar-import.ts';
import type { ImportLevel, ImportRow } from '#server/domain/calendar-import.ts';
import { parseClock, recomputeDue } from '#server/domain/clocks.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type CalendarImportPreview = {
  readonly rows: readonly ImportRow[];
  /** How many days would be entered; none while a row is wrong. */
  readonly days: number;
  readonly wrong: number;
  readonly wouldMove: number;
  readonly revision: number;
};

/** What an import would do, row by row, before anything is written. */
export async function calendarImport(
  db: Db,
  actor: Actor,
  input: { readonly text: string; readonly level: ImportLevel; readonly source: string },
): Promise<CalendarImportPreview | Refusal> {
  if (!may(actor, 'edit', 'Calendar', {})) return refuse('forbidden', { reason: 'may_not_edit_calendar' });
  const em = db.orm.em.fork();
  const [edition] = await rows<{ revision: number }>(em, 'select coalesce(max(revision), 0)::int as revision from calendar_edition');
  const read = parseImport(input.text, cleanLine(input.source), await loadKnownDays(em));
  if ('code' in read) return refuse('invalid', { fields: { text: read } });
  const edits = editsOf(read);
  const days = await loadCalendarDays(em);
  const changed = calendarOf(edits.reduce((all, edit) => withEdit(all, edit, input.level), days));
  const running = edits.length === 0 ? [] : await rows<{ detail: unknown }>(em, `select detail from clock where state = 'running'`);
  const now = db.now();
  const wouldMove = running
    .map(({ detail }) => parseClock(detail))
    .filter((clock) => {
      const moved = recomputeDue(clock, changed, now);
      return clock.state === 'running' && moved.state === 'running' && moved.dueAt.getTime() !== clock.dueAt.getTime();
    }).length;
  return {
    rows: read,
    days: edits.length,
    wrong: read.filter(({ state }) => state === 'wrong').length,
    wouldMove,
    revision: edition?.revision ?? 0,
  };
}
