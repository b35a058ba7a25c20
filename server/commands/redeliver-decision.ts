import { lockCase } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/**
 * The engine still waits for a job whose decision it was said to have: the same message is sent again. Completing
 * twice is once. Does nothing while a message of the case waits, since that may be the one.
 */
export async function redeliverDecision(
  db: Db,
  input: { readonly caseId: string; readonly jobKey: string },
): Promise<{ readonly redelivered: boolean }> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, input.caseId);
    if (!file) return { redelivered: false };
    const again = await rows<object>(
      tx.em,
      `
      insert into outbox (case_id, kind, payload)
      select o.case_id, o.kind, o.payload from outbox o
      where o.case_id = ? and o.kind in ('job.complete', 'case.move') and o.payload->>'jobKey' = ?
        and not exists (select 1 from outbox w where w.case_id = o.case_id and w.state in ('pending', 'stuck'))
      order by o.id desc limit 1 returning 1`,
      [file.id, input.jobKey],
    );
    if (again.length > 0) tx.announce({ kind: 'outbox', caseId: file.id });
    return { redelivered: again.length > 0 };
  });
}
