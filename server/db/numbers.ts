import type { Tx } from './transact.ts';
import { rows } from './orm.ts';

/** The next number of a series within a year: gapless, because it is taken inside the caller's transaction. */
export async function nextNumber(tx: Tx, series: string, year: number): Promise<number> {
  const [row] = await rows<{ last: number }>(
    tx.em,
    `insert into number_series (series, year, last) values (?, ?, 1)
     on conflict (series, year) do update set last = number_series.last + 1 returning last`,
    [series, year],
  );
  if (!row) throw new Error(`no number for ${series} ${year}`);
  return row.last;
}
