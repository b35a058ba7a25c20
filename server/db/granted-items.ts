import { dayOf } from '#server/domain/calendar.ts';
import { rows } from './orm.ts';
import type { Db } from './transact.ts';

/** Ids of the items of each entry that an organisation may use already. */
export async function grantedItems(
  db: Db,
  consumerId: string | null,
  entryIds: readonly string[],
): Promise<(entryId: string) => readonly string[]> {
  const found = await rows<{ entryId: string; item: string }>(
    db.orm.em.fork(),
    `select distinct entry_id as "entryId", unnest(items) as item from share_grant
     where entry_id = any (?) and consumer_id = ? and state = 'active' and valid_to >= ?`,
    [[...entryIds], consumerId, dayOf(db.now(), db.reference.calendar.timezone)],
  );
  return (entryId) => found.filter((row) => row.entryId === entryId).map(({ item }) => item);
}
