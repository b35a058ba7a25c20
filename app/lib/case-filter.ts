import type { CaseState } from '#server/domain/cases.ts';

export const CASE_STATES = [
  'submitted',
  'granted',
  'refused',
  'not_shared',
  'withdrawn',
  'lapsed',
  'answered',
  'reviewed',
  'quarantined',
] as const satisfies readonly CaseState[];

export type CaseListView = { q: string; state: CaseState | ''; together: string | undefined; cursor: string | undefined };

export function readCaseFilter(search: URLSearchParams): CaseListView {
  return {
    q: (search.get('q') ?? '').trim().slice(0, 100),
    state: CASE_STATES.find((state) => state === search.get('state')) ?? '',
    together: search.get('together') ?? undefined,
    cursor: search.get('cursor') ?? undefined,
  };
}
