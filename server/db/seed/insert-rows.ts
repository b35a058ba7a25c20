import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '#server/db/orm.ts';

/**
 * Inserts many rows at once, through JSON so that types come from the table. Rows that are there already
 * (by any unique key) are left as they are.
 */
export async function insertRows(em: EntityManager, table: string, rows: readonly object[]): Promise<void> {
  await run(em, `insert into ${table} select * from jsonb_populate_recordset(null::${table}, ?::jsonb) on conflict do nothing`, [
    JSON.stringify(rows),
  ]);
}
