import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';

/** What everybody may read of an opening: who uses which data and why. No secrets, no contacts. */
export type OpenNotice = {
  readonly id: string;
  readonly number: string;
  readonly consumer: string;
  readonly provider: string;
  readonly entry: { readonly id: string; readonly name: string };
  readonly items: readonly string[];
  readonly method: string;
  readonly purpose: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly publishedAt: string;
};

type Found = Omit<OpenNotice, 'entry' | 'publishedAt'> & { entryId: string; entryName: string; publishedAt: Date };

/** Public notices of directional openings, the newest first (DOMAIN §4.4, step 7). */
export async function openNotices(
  db: Db,
  _actor: Actor,
  filter: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Promise<Page<OpenNotice>> {
  const limit = filter.limit ?? 25;
  const after = parseCursor(filter.cursor);
  const found = await rows<Found>(
    db.orm.em.fork(),
    `select n.id, n.number, c.name as consumer, p.name as provider, e.id as "entryId", e.name as "entryName", g.method, n.purpose,
       to_char(g.valid_from, 'YYYY-MM-DD') as "validFrom", to_char(g.valid_to, 'YYYY-MM-DD') as "validTo", n.published_at as "publishedAt",
       (select coalesce(json_agg(i.name order by i.seq), '[]') from information_item i where i.id = any (g.items)) as items
     from open_notice n join share_grant g on g.id = n.grant_id join catalogue_entry e on e.id = g.entry_id
     join organisation c on c.id = g.consumer_id join organisation p on p.id = g.provider_id
     ${after ? 'where (n.published_at, n.id) < (?::timestamptz, ?::uuid)' : ''}
     order by n.published_at desc, n.id desc limit ${limit + 1}`,
    after ? [after.at, after.id] : [],
  );
  return cut(
    found,
    limit,
    (row) => ({ at: row.publishedAt, id: row.id }),
    ({ entryId, entryName, publishedAt, ...row }) => ({
      ...row,
      entry: { id: entryId, name: entryName },
      publishedAt: publishedAt.toISOString(),
    }),
  );
}
