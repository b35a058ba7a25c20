const MOST = 99;

/** Counts stop at 99+: nobody plans by the exact number beyond, and counting it is what would be slow. */
export function capped(count: number): string | null {
  if (count === 0) return null;
  return count > MOST ? `${MOST}+` : String(count);
}
