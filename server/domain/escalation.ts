import { organisationOf } from './actor.ts';

/** The head of whoever was asked: a department's leader, the bureau's leader. Told when the time is over. */
export function headsOf(asked: readonly string[], bureau: string): string[] {
  const organisations = [...new Set(asked.map(organisationOf))];
  return organisations.map((organisation) => `${organisation}:${organisation === bureau ? 'bureau_leader' : 'dept_leader'}`);
}

/**
 * Who is told when it has been over for two working days more (DOMAIN §4): the bureau, and of the bureau's own tasks those
 * who coordinate in the city.
 */
export function escalatedTo(asked: readonly string[], bureau: string, coordination: readonly string[]): string[] {
  const own = asked.some((group) => organisationOf(group) === bureau);
  const others = asked.some((group) => organisationOf(group) !== bureau);
  return [...(others ? [`${bureau}:bureau_share_officer`, `${bureau}:bureau_leader`] : []), ...(own ? coordination : [])];
}
