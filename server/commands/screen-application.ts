import { readEntry } from '#server/db/case-rows.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { rows } from '#server/db/orm.ts';
import { validReleaseOf } from '#server/db/releases.ts';
import { listingsOf } from '#server/db/listings.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { screeningOf } from '#server/domain/open-application.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `application.screen`: what the record says against an application, for the officer who accepts it (DOMAIN §4.4, step 2;
 * requirement 77): credit lists, misuse, the class of the entry, a valid confidentiality decision. Running it twice is once.
 */
export async function screenApplication(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const [before] = await rows<object>(tx.em, `select 1 from event where case_id = ? and type = 'application.screened'`, [file.id]);
    if (before) return { done: true };
    const entry = await readEntry(tx.em, file.entryId ?? '');
    if (!entry) throw new Error(`case ${file.id} is about no entry`);
    const findings = screeningOf({
      listings: await listingsOf(tx.em, file.applicantId, dayOf(tx.at, tx.reference.calendar.timezone)),
      openType: entry.openType,
      released: (await validReleaseOf(tx.em, entry)) !== null,
    });
    record(tx, file, SYSTEM, { type: 'application.screened', data: { findings } });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
    return { done: true };
  });
}
