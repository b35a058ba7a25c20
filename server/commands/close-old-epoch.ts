import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/**
 * Nothing of the engine's lost life may be sent, shown or retried any more: job keys of then may mean other cases'
 * jobs now. What waits for running cases is replaced when each is replayed.
 */
export async function closeOldEpoch(db: Db): Promise<void> {
  await transact(db, async (tx) => {
    await tx.em.execute(
      `update outbox o set state = 'delivered', result = 'superseded', delivered_at = now(), leased_until = null
       from case_file c where c.id = o.case_id and c.ended_at is not null and o.state in ('pending', 'stuck')`,
      [],
      'run',
    );
    await tx.em.execute(`update incident set state = 'resolved', resolved_at = ? where state = 'open'`, [tx.at], 'run');
    await tx.em.execute(`update engine_instance set state = 'terminated' where state = 'active'`, [], 'run');
  });
}

/** Every running case has been sent to the engine again. */
export async function markEpochSettled(db: Db, number: number): Promise<void> {
  await transact(db, async (tx) => {
    await tx.em.execute('update engine_epoch set settled_at = ? where number = ?', [tx.at, number], 'run');
  });
}
