import { cleanLine } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { enterDays } from '#server/db/calendar-edits.ts';
import { loadKnownDays } from '#server/db/known-days.ts';
import { refreshCalendar } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { editsOf, parseImport } from '#server/domain/calendar-import.ts';
import type { ImportLevel } from '#server/domain/calendar-import.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** `level`: the State Council's yearly notice, or the city's own days. `source`: on whose word, for rows that do not say it. */
export type ImportCalendar = {
  readonly text: string;
  readonly level: ImportLevel;
  readonly source: string;
  readonly revision: number;
};
export type CalendarImported = { readonly days: number; readonly revision: number; readonly movedClocks: number };

/** Enters many days as one edit, all or none: one wrong row, or somebody else's edit since the preview, and nothing changes. */
export async function importCalendar(db: Db, actor: Actor, input: ImportCalendar): Promise<CalendarImported | Refusal> {
  if (!may(actor, 'edit', 'Calendar', {})) return refuse('forbidden', { reason: 'may_not_edit_calendar' });
  const done = await transact(db, async (tx) => {
    const read = parseImport(input.text, cleanLine(input.source), await loadKnownDays(tx.em));
    if ('code' in read) return refuse('invalid', { fields: { text: read } });
    if (read.some(({ state }) => state === 'wrong')) return refuse('invalid', { reason: 'import_has_errors' });
    const edits = editsOf(read);
    if (edits.length === 0) return { days: 0, revision: input.revision, movedClocks: 0 };
    const entered = await enterDays(tx, actor.accountId, edits, input.level, input.revision);
    return entered ? { days: edits.length, ...entered } : refuse('stale_revision', { reason: 'calendar_changed' });
  });
  if (!isRefusal(done)) await refreshCalendar(db);
  return done;
}
