import { digitRuns, namedNumber, searchQueriesByPlace } from '#server/db/search.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { readerScope } from './reader-scope.ts';

export const HIT_KINDS = ['case', 'entry', 'organisation'] as const;
export type HitKind = (typeof HIT_KINDS)[number];

/** Where the words stand: what was named by its number comes first. */
export const MATCHES = ['number', 'title', 'text'] as const;
export type Match = (typeof MATCHES)[number];

/** Part of the answer: rows of one kind and match, the newest first. */
export type Branch = {
  readonly kind: HitKind;
  readonly match: Match;
  readonly from: string;
  readonly id: string;
  readonly at: string;
  readonly where: readonly Clause[];
};
export type Clause = { readonly sql: string; readonly params: readonly unknown[] };

/** All parts of an answer, the most wanted first; none for a text without a word. */
export function branchesOf(db: Db, actor: Actor, q: string): Branch[] {
  const places = searchQueriesByPlace(q);
  if (places === null) return [];
  const kinds = [...caseBranches(db, actor, q, places), ...entryBranches(actor, q, places), ...organisationBranches(q)];
  return MATCHES.flatMap((match) => HIT_KINDS.flatMap((kind) => kinds.filter((branch) => branch.kind === kind && branch.match === match)));
}

type Places = NonNullable<ReturnType<typeof searchQueriesByPlace>>;

/** The week of filing, as case_file_find has it. */
const WEEK = `array[floor(extract(epoch from f.filed_at at time zone 'UTC') / 604800)::int]`;
const WEEK_MS = 604_800_000;
/** The newest of a word in very many cases are near; a word in few is asked for everywhere. */
const NEAR = [-1, 0, 1];
const FARTHER = Array.from({ length: 15 }, (_, index) => 2 + index);

function caseBranches(db: Db, actor: Actor, q: string, { heading, elsewhere }: Places): Branch[] {
  const place = { kind: 'case', from: 'case_file f', id: 'f.id', at: 'f.filed_at' } as const;
  const visible = readerScope(actor, 'Case');
  const named = numberClause(q);
  const week = Math.floor(db.now().getTime() / WEEK_MS);
  const ago = (weeks: readonly number[]): number[] => weeks.map((back) => week - back);
  const times: Clause[] = [
    { sql: `${WEEK} && ?::int[]`, params: [ago(NEAR)] },
    { sql: `${WEEK} && ?::int[]`, params: [ago(FARTHER)] },
    { sql: `not (${WEEK} && ?::int[])`, params: [ago([...NEAR, ...FARTHER])] },
  ];
  const others: Clause[] = [
    { sql: 'f.number || f.title like all (?::text[])', params: [digitRuns(q).map((run) => `%${run}%`)] },
    ...(named === null ? [] : [{ sql: `not (${named.sql})`, params: named.params }]),
  ];
  const withWords = (match: Match, words: string): Branch[] =>
    times.map((time) => ({ ...place, match, where: [{ sql: 'f.search @@ ?::tsquery', params: [words] }, time, visible, ...others] }));
  return [
    ...(named === null ? [] : [{ ...place, match: 'number' as const, where: [named, visible] }]),
    ...withWords('title', heading),
    ...withWords('text', elsewhere),
  ];
}

function numberClause(q: string): Clause | null {
  const named = namedNumber(q);
  if (named === null) return null;
  const digits = `regexp_replace(f.number, '\\D', '', 'g')`;
  return {
    sql: `right(${digits}, 6) = ? and ${digits} like ? and f.number like all (?::text[])`,
    params: [named.serial, `%${named.digits}`, named.words.map((word) => `%${word}%`)],
  };
}

function entryBranches(actor: Actor, q: string, { heading, elsewhere }: Places): Branch[] {
  const place = { kind: 'entry', from: 'catalogue_entry e', id: 'e.id', at: `coalesce(e.updated_on::timestamptz, 'epoch')` } as const;
  const visible = readerScope(actor, 'Entry');
  const code = q.normalize('NFKC');
  const other = { sql: 'e.resource_code <> ?', params: [code] };
  const words = (text: string): Clause => ({ sql: 'e.search @@ ?::tsquery', params: [text] });
  return [
    { ...place, match: 'number', where: [{ sql: 'e.resource_code = ?', params: [code] }, visible] },
    { ...place, match: 'title', where: [words(heading), other, visible] },
    { ...place, match: 'text', where: [words(elsewhere), other, visible] },
  ];
}

/** Names of organisations are known to everybody who may sign in; there are a few hundred in a city. */
function organisationBranches(q: string): Branch[] {
  const place = { kind: 'organisation', from: 'organisation o', id: 'o.id', at: `'epoch'::timestamptz` } as const;
  const text = q.normalize('NFKC').toLowerCase();
  const wanted = text.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const named = '? in (lower(o.code), lower(o.name), lower(o.short_name))';
  const parts = `lower(concat_ws(' ', o.name, o.short_name, o.code)) like all (?::text[])`;
  return [
    { ...place, match: 'number', where: [{ sql: named, params: [text] }] },
    {
      ...place,
      match: 'title',
      where: [
        { sql: parts, params: [wanted] },
        { sql: `not (${named})`, params: [text] },
      ],
    },
  ];
}
