import type { EntityManager } from '@mikro-orm/postgresql';
import { Decision } from './entities/decision.ts';
import { rows } from './orm.ts';

/** The signatures of a case in the order of its chain: the machine's clock may stand still or go back, the chain does not. */
export async function decisionsOf(em: EntityManager, caseId: string): Promise<Decision[]> {
  const signed = await rows<{ id: string; seq: number }>(
    em,
    `select data->>'decisionId' as id, seq from event where case_id = ? and type = 'task.decided'`,
    [caseId],
  );
  const places = new Map(signed.map(({ id, seq }) => [id, seq]));
  const decisions = await em.find(Decision, { caseId });
  return decisions.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}
