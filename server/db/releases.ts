import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProcessDefinition } from '#processes/definition.ts';
import type { SubjectEntry } from '#server/domain/case-kinds.ts';
import { reviewedContent, reviewedHash } from '#server/domain/confidentiality/content.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { Signed } from '#server/domain/duties.ts';
import { isReleasable } from '#server/domain/opening.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { rows } from './orm.ts';
import { validReview } from './reviews.ts';

/** A decision that releases; `open` are the items that may go out. */
export type ValidRelease = { readonly number: string; readonly open: readonly string[] };

/**
 * The decision that lets an entry out exactly as it is now, or null: a review made here, or, for entries that were taken
 * over with theirs, the imported one (invariant I1).
 */
export async function validReleaseOf(em: EntityManager, entry: SubjectEntry): Promise<ValidRelease | null> {
  const review = await validReview(em, entry.id);
  if (review) return review.conclusion === 'withhold' ? null : { number: review.number, open: review.open };
  const [imported] = await rows<{ number: string; salt: string; contentHash: string }>(
    em,
    'select number, salt, content_hash as "contentHash" from imported_release where entry_id = ?',
    [entry.id],
  );
  if (!imported || reviewedHash(imported.salt, reviewedContent(entry)) !== imported.contentHash) return null;
  return { number: imported.number, open: entry.items.map(({ id }) => id) };
}

/** What a case opens to its applicant. */
type Opened = { readonly caseId: string; readonly entry: SubjectEntry; readonly items: readonly string[] };

/** Why these items may not go to this applicant (invariant I1); null when they may. */
export async function refuseRelease(
  em: EntityManager,
  { caseId, entry, items }: Opened,
  definition: ProcessDefinition,
  decisions: readonly Signed[],
): Promise<Refusal | null> {
  if (!isReleasable(definition, decisions)) return refuse('wrong_state', { reason: 'release_withheld' });
  const within = latestOf(definition, 'open-release-check', decisions)?.signed.outcome === 'pass';
  const release = within ? await validReleaseOf(em, entry) : await validReview(em, entry.id, caseId);
  if (release === null) return refuse('wrong_state', { reason: 'no_valid_release' });
  return items.every((id) => release.open.includes(id)) ? null : refuse('wrong_state', { reason: 'release_withheld' });
}
