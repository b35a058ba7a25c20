import type { CaseFacts } from './cases.ts';

/** Returned so often, those who coordinate hear of it (DOMAIN §4.1). */
const OFTEN = 3;

/** Who is told with this very return; nobody with any other. `earlier`: what was decided in the case before. */
export function toldOfReturns(
  { bureau, coordination }: CaseFacts,
  earlier: readonly { readonly outcome: string }[],
  outcome: string,
): string[] {
  if (outcome !== 'return' || typeof coordination !== 'string') return [];
  const before = earlier.filter((decision) => decision.outcome === 'return').length;
  return before + 1 === OFTEN ? [`${bureau}:bureau_leader`, `${coordination}:coordination_member`] : [];
}
