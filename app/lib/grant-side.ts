export const GRANT_SIDES = ['all', 'consumer', 'provider'] as const;
export type GrantSide = (typeof GRANT_SIDES)[number];

export function readGrantSide(search: URLSearchParams): GrantSide {
  return GRANT_SIDES.find((side) => side === search.get('side')) ?? 'all';
}
