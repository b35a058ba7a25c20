import type { HitKind } from '#server/queries/search-branches.ts';

export const HIT_KINDS = ['case', 'entry', 'organisation'] as const satisfies readonly HitKind[];

/** `kind` empty: the first few of each. */
export type SearchView = { q: string; kind: HitKind | ''; cursor: string | undefined };

const LONGEST_QUERY = 100;

export function readSearch(search: URLSearchParams): SearchView {
  return {
    q: (search.get('q') ?? '').trim().slice(0, LONGEST_QUERY),
    kind: HIT_KINDS.find((kind) => kind === search.get('kind')) ?? '',
    cursor: search.get('cursor') ?? undefined,
  };
}

export function searchAddress(q: string, kind: HitKind | '' = ''): string {
  return `/search?${new URLSearchParams({ q, ...(kind === '' ? {} : { kind }) }).toString()}`;
}
