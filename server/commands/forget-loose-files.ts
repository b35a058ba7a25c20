import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

const KEPT_MS = 24 * 3_600_000;

/**
 * Removes files that nobody filed within a day and no draft of their owner names: they count against what a person
 * may upload, and nobody knows what is in them. Returns how many.
 */
export function forgetLooseFiles(db: Db): Promise<number> {
  return transact(db, (tx) =>
    run(
      tx.em,
      `delete from attachment a where a.case_id is null and a.created_at < ? and not exists (
         select 1 from draft d where d.account_id = a.owner_id and strpos(d.answers::text, a.id::text) > 0)`,
      [new Date(tx.at.getTime() - KEPT_MS)],
    ),
  );
}
