import { rows } from '#server/db/orm.ts';
import { recomputeClocks } from '#server/db/recompute-clocks.ts';
import { refreshCalendar } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

const BATCH = 200;

/**
 * Brings clocks to the newest calendar that were computed with an older one: by another server that had not read it yet,
 * or in a transaction that was under way while it was edited. So no server has to ask for the calendar each time.
 * Returns how many are due at another time.
 */
export async function recomputeOlderClocks(db: Db): Promise<number> {
  await refreshCalendar(db);
  let moved = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const older = await rows<{ id: string }>(
      db.orm.em.fork(),
      `select distinct case_id as id from clock where state = 'running' and calendar_revision < ? and case_id > ?::uuid order by 1 limit ${BATCH}`,
      [db.reference.calendarRevision, after],
    );
    const last = older.at(-1);
    if (last === undefined) return moved;
    after = last.id;
    const ids = older.map(({ id }) => id);
    moved += await transact(db, (tx) => recomputeClocks(tx, ids));
  }
}
