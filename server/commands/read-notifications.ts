import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';

/** Some by id, or all that had come by an instant: what came after the page was drawn stays unread. */
export type ReadNotifications = { readonly ids: readonly string[] } | { readonly upTo: Date };

/** Marks one's own notices as read; the other pages of the person are told. Reading twice changes nothing. */
export async function readNotifications(db: Db, actor: Actor, input: ReadNotifications): Promise<{ readonly read: number }> {
  return transact(db, async (tx) => {
    const [condition, value] =
      'ids' in input ? ['id = any (?::uuid[])', `{${input.ids.filter(isId).join(',')}}`] : ['created_at <= ?::timestamptz', input.upTo];
    const read = await rows<object>(
      tx.em,
      `update notification set read_at = ? where account_id = ? and read_at is null and ${condition} returning 1`,
      [tx.at, actor.accountId, value],
    );
    if (read.length > 0) tx.announce({ kind: 'notification', caseId: null, groups: [], accounts: [actor.accountId] });
    return { read: read.length };
  });
}
