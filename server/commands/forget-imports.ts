import { forgetContent } from '#server/db/imports.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

/** What nobody has decided about within a week is given up: the file can be handed in again. Returns how many. */
export function forgetImports(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const gone = await rows<{ id: string }>(
      tx.em,
      `update catalogue_import set state = 'dropped', settled_at = ? where state in ('checking', 'checked') and created_at < ? returning id`,
      [tx.at, new Date(tx.at.getTime() - KEPT_MS)],
    );
    await forgetContent(
      tx.em,
      gone.map(({ id }) => id),
    );
    return gone.length;
  });
}
