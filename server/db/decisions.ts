import type { EntityManager } from '@mikro-orm/postgresql';
import { partsOf } from './case-rows.ts';
import { standing } from '#server/domain/signers.ts';
import type { CaseRows } from './case-rows.ts';

/** The signatures of a case that stand for their steps, in the order of its chain. */
export async function decisionsOf(em: EntityManager, caseId: string): Promise<CaseRows['decisions']> {
  const { decisions, tasks } = await partsOf(em, caseId, ['decisions', 'tasks']);
  return standing(decisions, tasks);
}
