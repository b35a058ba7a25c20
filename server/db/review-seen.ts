import type { DutyKey } from '#processes/duties.ts';
import { reviewedContent, reviewedHash } from '#server/domain/confidentiality/content.ts';
import type { ReviewSoFar } from '#server/domain/confidentiality/acts.ts';
import type { EntryWithItems } from './case-rows.ts';
import { newSalt } from './contents.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

/** Notes what the content was like when it was judged, so that a decision is bound to what its reviewer saw. */
export function noteSeen(tx: Tx, duty: DutyKey | null, decisionId: string, entry: EntryWithItems | null): void {
  if (duty !== 'confidentiality-special' || entry === null) return;
  const salt = newSalt();
  tx.writes.insert('review_seen', { decision_id: decisionId, salt, content_hash: reviewedHash(salt, reviewedContent(entry)) });
}

/** Is the content no more what the special review saw? */
export async function hasChangedSince(tx: Tx, { special }: ReviewSoFar, entry: EntryWithItems | null): Promise<boolean> {
  if (special?.decisionId == null || entry === null) return false;
  const [seen] = await rows<{ salt: string; contentHash: string }>(
    tx.em,
    'select salt, content_hash as "contentHash" from review_seen where decision_id = ?',
    [special.decisionId],
  );
  return seen === undefined || reviewedHash(seen.salt, reviewedContent(entry)) !== seen.contentHash;
}
