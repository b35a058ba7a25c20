import { BEGINNERS } from '#server/db/due-tasks.ts';
import type { Beginner } from '#server/db/due-tasks.ts';
import { fileInto } from '#server/db/file-into.ts';
import type { StartGate } from '#server/db/file-into.ts';
import { rows } from '#server/db/orm.ts';
import { SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { BUREAU } from '#server/domain/cases.ts';
import { isRefusal } from '#server/domain/refusal.ts';

/** So many entries are looked up at once; each case is begun in a transaction of its own. */
const BATCH = 50;

/** Nobody's account: it holds no post, and decides nothing. It begins for the bureau, which keeps the catalogue. */
const NOBODY: Actor = { accountId: SYSTEM, name: '', organisationId: BUREAU, organisationName: '', groups: [] };
const GATE: StartGate = { refuse: () => null, applicant: () => BUREAU, inWhoseName: () => null };

/**
 * Begins what falls due by itself: data past their update cycle (requirement 53), and the re-evaluation of what was not
 * opened (信息公开条例 Art 18). Of one entry one case at a time, however many schedules run. Returns how many were begun.
 */
export async function beginDueTasks(db: Db, ending?: AbortSignal): Promise<number> {
  const failures: unknown[] = [];
  let begun = 0;
  for (const beginner of BEGINNERS) begun += await beginAll(db, beginner, failures, ending);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} tasks could not be begun`);
  return begun;
}

/** One entry that cannot be begun with keeps no other waiting. */
async function beginAll(db: Db, beginner: Beginner, failures: unknown[], ending?: AbortSignal): Promise<number> {
  const seen: string[] = [];
  let begun = 0;
  for (;;) {
    const reader = { em: db.orm.em.fork(), reference: db.reference, at: db.now() };
    const due = await beginner.due(reader, { most: BATCH, but: seen });
    if (due.length === 0) return begun;
    for (const { entryId } of due) {
      if (ending?.aborted === true) return begun;
      seen.push(entryId);
      const done = await begin(db, beginner, entryId).catch((error: unknown) => {
        failures.push(error);
        return false;
      });
      if (done) begun += 1;
    }
  }
}

/** Whoever holds the entry begins; looked at again under the lock, since another may have begun before. */
async function begin(db: Db, { process, due }: Beginner, entryId: string): Promise<boolean> {
  return transact(db, async (tx) => {
    const [held] = await rows<object>(tx.em, 'select 1 from catalogue_entry where id = ? for no key update skip locked', [entryId]);
    const [still] = held === undefined ? [] : await due(tx, { entryId });
    if (!still) return false;
    const filed = await fileInto(tx, NOBODY, GATE, { process, answers: still.answers });
    if (isRefusal(filed)) throw new Error(`${process} of ${entryId} not begun: ${filed.code} ${filed.reason ?? ''}`);
    return true;
  });
}
