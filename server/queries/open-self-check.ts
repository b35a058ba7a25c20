import { readApplicant } from '#server/db/applicants.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { validReleaseOf } from '#server/db/releases.ts';
import { listingsOf } from '#server/db/listings.ts';
import type { Db } from '#server/db/transact.ts';
import { may } from '#server/auth/ability.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { conditionsOf, screeningOf } from '#server/domain/open-application.ts';
import type { ScreeningFinding } from '#server/domain/open-application.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type OpenSelfCheck = {
  readonly entry: { readonly id: string; readonly name: string; readonly provider: string };
  readonly applicant: { readonly name: string; readonly uscc: string };
  /** What the entry demands, one by one; only the applicant knows whether it is met. */
  readonly conditions: readonly string[];
  /** What the record says by itself: the same that the screening will find. */
  readonly findings: readonly ScreeningFinding[];
};

/** Before applying: what the entry demands, and what stands against the applicant on record. Nothing is kept. */
export async function openSelfCheck(db: Db, actor: Actor, input: { readonly entryId: string }): Promise<OpenSelfCheck | Refusal> {
  const em = db.orm.em.fork();
  const entry = await readEntry(em, input.entryId);
  if (!entry || !may(actor, 'read', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
  const applicantId = organisationFor(actor, 'external_applicant');
  if (applicantId === null || !may(actor, 'apply_open', 'Entry', entry)) return refuse('forbidden', { reason: 'may_not_apply' });
  const applicant = await readApplicant(em, applicantId);
  return {
    entry: { id: entry.id, name: entry.name, provider: entry.providerName },
    applicant: { name: applicant.name, uscc: applicant.code },
    conditions: conditionsOf(entry.openCondition),
    findings: screeningOf({
      listings: await listingsOf(em, applicantId, dayOf(db.now(), db.reference.calendar.timezone)),
      openType: entry.openType,
      released: (await validReleaseOf(em, entry)) !== null,
    }),
  };
}
