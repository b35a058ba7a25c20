import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

export type Reconciliation = { readonly cause: 'start' | 'schedule'; readonly findings: readonly object[] };

const KEPT = 200;

/** Keeps what a comparison of engine and database found, for the operators' page. */
export async function noteReconciliation(db: Db, input: Reconciliation): Promise<void> {
  await transact(db, async (tx) => {
    await tx.em.execute(
      'insert into reconciliation (at, cause, findings) values (?, ?, ?)',
      [tx.at, input.cause, JSON.stringify(input.findings)],
      'run',
    );
    await tx.em.execute('delete from reconciliation where id <= (select max(id) from reconciliation) - ?', [KEPT], 'run');
  });
}
