import { digitRuns, headingQuery, namedNumber, searchQuery } from '#server/db/search.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { readerScope } from './reader-scope.ts';
import type { Scope as Clause } from './reader-scope.ts';
import { timesOfFiling } from './times-of-filing.ts';

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

/** All parts of an answer, the most wanted first; none for a text without a word. */
export function branchesOf(db: Db, actor: Actor, q: string): Branch[] {
  const [heading, anywhere] = [headingQuery(q), searchQuery(q)];
  if (heading === null || anywhere === null) return [];
  const kinds = [
    ...caseBranches(db, actor, q, { heading, anywhere }),
    ...entryBranches(actor, q, { heading, anywhere }),
    ...organisationBranches(q),
  ];
  return MATCHES.flatMap((match) => HIT_KINDS.flatMap((kind) => kinds.filter((branch) => branch.kind === kind && branch.match === match)));
}

type Words = { readonly heading: string; readonly anywhere: string };

/** In the heading, or elsewhere. `!` within the query would be slow: the index would go through every row with the words. */
function places(column: string, { heading, anywhere }: Words): readonly (readonly [Match, Clause])[] {
  return [
    ['title', { sql: `${column} @@ ?::tsquery`, params: [heading] }],
    ['text', { sql: `${column} @@ ?::tsquery and not (${column} @@ ?::tsquery)`, params: [anywhere, heading] }],
  ];
}

function caseBranches(db: Db, actor: Actor, q: string, words: Words): Branch[] {
  const place = { kind: 'case', from: 'case_file f', id: 'f.id', at: 'f.filed_at' } as const;
  const visible = readerScope(actor, 'Case');
  const named = numberClause(q);
  const others: Clause[] = [
    { sql: 'f.number || f.title like all (?::text[])', params: [digitRuns(q).map((run) => `%${run}%`)] },
    ...(named === null ? [] : [named.whole ? noneOf(named, visible) : { sql: `not (${named.sql})`, params: named.params }]),
  ];
  return [
    ...(named === null ? [] : [{ ...place, match: 'number' as const, where: [named, visible] }]),
    ...places('f.search', words).flatMap(([match, found]) =>
      timesOfFiling(db).map((time) => ({ ...place, match, where: [found, time, visible, ...others] })),
    ),
  ];
}

/** Whoever writes a whole number means that case: where it is found nothing else is asked for. */
function noneOf(named: Clause, visible: Clause): Clause {
  return {
    sql: `not exists (select 1 from case_file f where ${named.sql} and ${visible.sql})`,
    params: [...named.params, ...visible.params],
  };
}

function numberClause(q: string): (Clause & { readonly whole: boolean }) | null {
  const named = namedNumber(q);
  if (named === null) return null;
  const digits = `regexp_replace(f.number, '\\D', '', 'g')`;
  return {
    whole: named.digits.length > named.serial.length,
    sql: `right(${digits}, 6) = ? and ${digits} like ? and f.number like all (?::text[])`,
    params: [named.serial, `%${named.digits}`, named.words.map((word) => `%${word}%`)],
  };
}

function entryBranches(actor: Actor, q: string, words: Words): Branch[] {
  const place = { kind: 'entry', from: 'catalogue_entry e', id: 'e.id', at: `coalesce(e.updated_on::timestamptz, 'epoch')` } as const;
  const visible = readerScope(actor, 'Entry');
  const code = q.normalize('NFKC');
  const other = { sql: 'e.resource_code <> ?', params: [code] };
  return [
    { ...place, match: 'number', where: [{ sql: 'e.resource_code = ?', params: [code] }, visible] },
    ...places('e.search', words).map(([match, found]) => ({ ...place, match, where: [found, other, visible] })),
  ];
}

/** Names of organisations are known to everybody who may sign in; there are a few hundred in a city. */
function organisationBranches(q: string): Branch[] {
  const place = { kind: 'organisation', from: 'organisation o', id: 'o.id', at: `'epoch'::timestamptz` } as const;
  const text = q.normalize('NFKC').toLowerCase();
  const wanted = text.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const named = '? in (lower(o.code), lower(o.name), lower(o.short_name))';
  const short = { sql: 'lower(o.short_name) like all (?::text[])', params: [wanted] };
  const whole = { sql: `lower(concat_ws(' ', o.name, o.short_name, o.code)) like all (?::text[])`, params: [wanted] };
  const other = { sql: `not (${named})`, params: [text] };
  return [
    { ...place, match: 'number', where: [{ sql: named, params: [text] }] },
    { ...place, match: 'title', where: [short, other] },
    { ...place, match: 'text', where: [whole, other, { sql: `not (${short.sql})`, params: short.params }] },
  ];
}
