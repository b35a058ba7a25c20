import { copyTo } from '#server/db/copies.ts';
import { issueDocuments } from '#server/db/documents.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `case.stop`: an entry of class 不予共享 is not shared; the case ends with the entry's basis shown
 * and the way to a dispute (政务数据共享条例 Art 15, 28). Running it twice is once.
 */
export async function stopCase(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    if (file.facts.shareClass !== 'not_shared') return refuse('wrong_state', { reason: 'entry_is_shared' });
    record(tx, file, SYSTEM, { type: 'case.stopped', data: { reason: 'not_shared', entryId: file.entryId ?? '' } });
    await issueDocuments(tx, file, 'not_shared');
    copyTo(tx, file, [`${file.applicantId}:data_steward`], 'not_shared');
    await endCase(tx, file, 'not_shared');
    notifyFiler(tx, file, { kind: 'case_changed', detail: 'not_shared', source: 'not_shared' });
    return { done: true };
  });
}
