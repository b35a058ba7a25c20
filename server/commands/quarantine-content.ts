import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `content.quarantine`: the case ends as quarantined. Its words are gone already: they were erased in the
 * transaction of the decision that suspected a secret, since nobody may wait for the engine with that. Running it twice
 * is once.
 */
export async function quarantineContent(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    if (file.quarantinedAt == null) return refuse('wrong_state', { reason: 'no_secret_suspected' });
    await endCase(tx, file, 'quarantined');
    return { done: true };
  });
}
