import type { CatalogueFilter, FacetName } from '#server/queries/catalogue.ts';

export const FACETS = ['field', 'provider', 'shareType', 'level'] as const satisfies readonly FacetName[];

/** What the screen offers to narrow by; no value of a facet means any. */
export type CatalogueView = Record<FacetName, readonly string[]> & Pick<CatalogueFilter, 'cursor'> & { q: string; overdue: boolean };

const LONGEST_QUERY = 100;
const MOST_VALUES = 40;

/** The search stands in the address: repeated parameters for several values of one facet. */
export function readCatalogueFilter(search: URLSearchParams): CatalogueView {
  const valuesOf = (name: FacetName) => search.getAll(name).slice(0, MOST_VALUES);
  return {
    q: (search.get('q') ?? '').trim().slice(0, LONGEST_QUERY),
    field: valuesOf('field'),
    provider: valuesOf('provider'),
    shareType: valuesOf('shareType'),
    level: valuesOf('level'),
    overdue: search.get('overdue') === '1',
    cursor: search.get('cursor') ?? undefined,
  };
}
