import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/** What happened stands in the chain of each case; notices only tell of it. */
const NOTICES_KEPT_DAYS = 400;
const MESSAGES_KEPT_DAYS = 30;
const AT_ONCE = 5_000;

/** Deletes notices that nobody looks back to, and messages long sent; returns how many. What was given up stays. */
export async function forgetNotices(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const before = (days: number) => new Date(tx.at.getTime() - days * 24 * 3_600_000);
    const messages = await rows<object>(
      tx.em,
      `delete from notice_message where id in (
         select id from notice_message where state in ('sent', 'dropped') and settled_at < ? limit ?) returning 1`,
      [before(MESSAGES_KEPT_DAYS), AT_ONCE],
    );
    const notices = await rows<object>(
      tx.em,
      'delete from notification where id in (select id from notification where created_at < ? limit ?) returning 1',
      [before(NOTICES_KEPT_DAYS), AT_ONCE],
    );
    return messages.length + notices.length;
  });
}
