import { isId } from '#server/domain/ids.ts';

/** One page of a list; `next` is opaque and asks for the following one. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type Position = { readonly at: Date; readonly id: string };

export function parseCursor(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined || cursor === '') return null;
  const [at, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const time = at === undefined ? Number.NaN : Date.parse(at);
  if (at === undefined || id === undefined || rest.length > 0 || Number.isNaN(time) || !isId(id)) return null;
  // Written anew: people send back what they like, and other ways of writing a date mean other things to PostgreSQL.
  return { at: new Date(time).toISOString(), id };
}

/** Cuts the one row too many that was asked for, to know whether there is more. */
export function cut<Row, Item>(
  found: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  show: (row: Row) => Item,
): Page<Item> {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(show), next: found.length > limit && last !== undefined ? write(position(last)) : null };
}

function write(position: Position): string {
  return Buffer.from(`${position.at.toISOString()}|${position.id}`).toString('base64url');
}
