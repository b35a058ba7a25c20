import { LockMode } from '@mikro-orm/postgresql';
import { parseClock, recomputeDue } from '#server/domain/clocks.ts';
import { keepClock } from './clocks.ts';
import { CaseFile } from './entities/case-file.ts';
import { CaseClock } from './entities/clock.ts';
import { run } from './orm.ts';
import { record, SYSTEM } from './record.ts';
import type { Tx } from './transact.ts';

/**
 * Brings the running clocks of these cases to the calendar of this transaction; returns how many are due at another time.
 * The cases are locked in the order of their ids, and nobody else locks more than one.
 */
export async function recomputeClocks(tx: Tx, caseIds: readonly string[]): Promise<number> {
  const { calendar, calendarRevision } = tx.reference;
  const files = await tx.em.find(
    CaseFile,
    { id: { $in: [...caseIds] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  const byId = new Map(files.map((file) => [file.id, file]));
  const running = await tx.em.find(
    CaseClock,
    { caseId: { $in: [...byId.keys()] }, state: 'running', calendarRevision: { $lt: calendarRevision } },
    { orderBy: { caseId: 'asc', id: 'asc' }, refresh: true },
  );
  const moved: CaseClock[] = [];
  for (const row of running) {
    const before = parseClock(row.detail);
    const after = recomputeDue(before, calendar, tx.at);
    keepClock(tx, row, after);
    const file = byId.get(row.caseId);
    if (before.state !== 'running' || after.state !== 'running' || before.dueAt.getTime() === after.dueAt.getTime() || !file) continue;
    moved.push(row);
    record(tx, file, SYSTEM, {
      type: 'clock.recomputed',
      data: { clockId: row.id, limitKey: row.limitKey, calendarRevision, dueAt: after.dueAt.toISOString() },
    });
  }
  await tx.em.flush();
  await moveTasks(
    tx,
    moved.map(({ id }) => id),
  );
  for (const id of new Set(moved.map(({ caseId }) => caseId))) {
    tx.announce({ kind: 'case.changed', caseId: id, groups: byId.get(id)?.parties ?? [] });
  }
  return moved.length;
}

/** Open tasks show the new due date, and the inbox orders them by it. Of two clocks of one limit a task goes by its own. */
async function moveTasks(tx: Tx, clockIds: readonly string[]): Promise<void> {
  if (clockIds.length === 0) return;
  const ids = [...clockIds];
  await run(
    tx.em,
    `update task t set due_at = c.due_at from clock c
     where c.id = any (?::uuid[]) and t.case_id = c.case_id and t.limit_key = c.limit_key and t.state = 'open'
       and (c.until_element = t.element or not exists (
         select 1 from clock own where own.case_id = t.case_id and own.limit_key = t.limit_key and own.until_element = t.element and own.state = 'running'))`,
    [ids],
  );
  await run(
    tx.em,
    `update task_candidate k set due_at = t.due_at from task t join clock c on c.case_id = t.case_id and c.limit_key = t.limit_key
     where c.id = any (?::uuid[]) and k.task_id = t.id and t.state = 'open' and t.due_at is not null and k.due_at <> t.due_at`,
    [ids],
  );
}
