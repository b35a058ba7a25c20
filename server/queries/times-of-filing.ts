import type { Db } from '#server/db/transact.ts';
import type { Scope } from './reader-scope.ts';

/** The week of filing, as the index case_file_find has it. */
const WEEK = `array[floor(extract(epoch from f.filed_at at time zone 'UTC') / 604800)::int]`;
const WEEK_MS = 604_800_000;
const NEAR = [-1, 0, 1];
const FARTHER = Array.from({ length: 15 }, (_, index) => 2 + index);

/**
 * All cases in three parts by time, to be asked for one after the other until a page is full: the newest of very many are
 * in the first, and of few the last is read as fast. Nobody has to sort a hundred thousand.
 */
export function timesOfFiling(db: Db): Scope[] {
  const week = Math.floor(db.now().getTime() / WEEK_MS);
  const ago = (weeks: readonly number[]): number[] => weeks.map((back) => week - back);
  return [
    { sql: `${WEEK} && ?::int[]`, params: [ago(NEAR)] },
    { sql: `${WEEK} && ?::int[]`, params: [ago(FARTHER)] },
    { sql: `not (${WEEK} && ?::int[])`, params: [ago([...NEAR, ...FARTHER])] },
  ];
}
