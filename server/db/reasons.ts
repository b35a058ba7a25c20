import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { CaseContent } from './entities/case-content.ts';
import type { Decision } from './entities/decision.ts';
import type { Tx } from './transact.ts';

/** Refuses what is signed without reason and basis (invariant I3); what was erased since had both when it was signed. */
export async function refuseUnreasoned(tx: Tx, signed: Decision): Promise<Refusal | null> {
  const decided = await tx.em.findOneOrFail(CaseContent, { id: signed.contentId ?? '' });
  const unreasoned = decided.erasedAt == null && (decided.opinion === '' || decided.basis === '');
  return unreasoned ? refuse('wrong_state', { reason: 'refusal_without_reason' }) : null;
}
