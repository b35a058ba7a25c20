import type { EntityManager } from '@mikro-orm/postgresql';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';

/** The signatures of a case in the order of its chain. */
export async function decisionsOf(em: EntityManager, caseId: string): Promise<CaseRows['decisions']> {
  return (await partsOf(em, caseId, ['decisions'])).decisions;
}
