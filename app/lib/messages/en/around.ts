/** A collection that would be a second one. */
export const around = {
  overlaps: 'These items have an authoritative source: apply to share them instead of collecting them again',
  noOverlap: 'Compared item by item with the catalogue: nothing is collected twice',
  applyInstead: 'Apply',
} as const;
