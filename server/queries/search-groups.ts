import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { COUNT_CAP } from './inbox-counts.ts';
import { HIT_KINDS } from './search-branches.ts';
import type { HitKind } from './search-branches.ts';
import { search } from './search.ts';
import type { Hit } from './search.ts';

export type SearchGroup = { readonly kind: HitKind; readonly count: number; readonly items: readonly Hit[] };
export type SearchOverview = {
  readonly groups: readonly SearchGroup[];
  /** Where all words together find nothing: what each finds alone. */
  readonly apart: readonly { readonly q: string; readonly count: number }[];
};

const SHOWN = 5;
const MOST_WORDS = 4;

/** The first few of each kind with how many there are, counted up to the cap of all counts. */
export async function searchGroups(db: Db, actor: Actor, input: { readonly q: string }): Promise<SearchOverview> {
  const groups = await Promise.all(HIT_KINDS.map((kind) => groupOf(db, actor, input.q, kind)));
  const words = input.q.split(/\s+/).slice(0, MOST_WORDS);
  const nothing = groups.every(({ count }) => count === 0) && words.length > 1;
  return { groups, apart: nothing ? await Promise.all(words.map((q) => countOf(db, actor, q))) : [] };
}

async function groupOf(db: Db, actor: Actor, q: string, kind: HitKind): Promise<SearchGroup> {
  const { items } = await search(db, actor, { q, kinds: [kind], limit: COUNT_CAP });
  return { kind, count: items.length, items: items.slice(0, SHOWN) };
}

async function countOf(db: Db, actor: Actor, q: string): Promise<{ readonly q: string; readonly count: number }> {
  return { q, count: (await search(db, actor, { q, limit: COUNT_CAP })).items.length };
}
