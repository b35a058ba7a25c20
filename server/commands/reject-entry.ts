import { partsOf } from '#server/db/case-rows.ts';
import { endCase } from '#server/db/end-case.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Effect `entry.reject`: a reviewer's rejection, with its reason and basis, ends the case (I3). Running it twice is once. */
export async function rejectEntry(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const rejected = (await partsOf(tx.em, file.id, ['decisions'])).decisions.at(-1);
    if (rejected?.outcome !== 'reject') return refuse('wrong_state', { reason: 'not_rejected' });
    const content = await tx.em.findOneOrFail(CaseContent, { id: rejected.contentId ?? '' });
    if (content.erasedAt == null && (content.opinion === '' || content.basis === ''))
      return refuse('wrong_state', { reason: 'refusal_without_reason' });
    record(tx, file, SYSTEM, { type: 'entry.rejected', data: { element: rejected.element, decisionId: rejected.id } });
    await endCase(tx, file, 'refused');
    return { done: true };
  });
}
