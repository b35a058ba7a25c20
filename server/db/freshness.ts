import { dayOf } from '#server/domain/calendar.ts';
import { lateSince, UPDATE_CYCLES } from '#server/domain/freshness.ts';
import type { Tx } from './transact.ts';

/** How far the data of the entry `e` reach: as reported last, or as published. */
export const DATA_UNTIL = `coalesce(e.updated_on, (e.published_at at time zone 'Asia/Shanghai')::date)`;

/** The published entries `e` whose data are past their update cycle, as a condition. */
export function isPastItsCycle({ reference, at }: Pick<Tx, 'reference' | 'at'>): { readonly sql: string; readonly params: string[] } {
  const today = dayOf(at, reference.calendar.timezone);
  const limits = UPDATE_CYCLES.flatMap((cycle) => {
    const day = lateSince(reference, cycle, today);
    return day === null ? [] : [[cycle, day]];
  });
  const cases = limits.map(() => 'when ? then ?::date').join(' ');
  return {
    sql: `(e.state = 'published' and ${DATA_UNTIL} <= case e.update_cycle ${cases || 'when null then null::date'} end)`,
    params: limits.flat(),
  };
}
