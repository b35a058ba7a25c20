/** A collection that would be a second one, and doubts of data. */
export const around = {
  overlaps: 'These items have an authoritative source: apply to share them instead of collecting them again',
  noOverlap: 'Compared item by item with the catalogue: nothing is collected twice',
  applyInstead: 'Apply',
  doubtful: 'Doubtful',
  doubtfulText: 'These items are being verified; check them before use: {{items}}',
} as const;
