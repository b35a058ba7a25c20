import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/** Running cases keep all of theirs: a replay needs them. */
const KEPT_DAYS = 30;
const AT_ONCE = 5_000;

/** Deletes delivered messages of cases that ended long ago; returns how many. The events keep the story. */
export async function forgetDelivered(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const gone = await rows<object>(
      tx.em,
      `
      delete from outbox where id in (
        select o.id from outbox o join case_file c on c.id = o.case_id
        where o.state = 'delivered' and o.delivered_at < now() - ? * interval '1 day' and c.ended_at < now() - ? * interval '1 day'
        limit ?) returning 1`,
      [KEPT_DAYS, KEPT_DAYS, AT_ONCE],
    );
    return gone.length;
  });
}
