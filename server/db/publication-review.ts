import { reviewedContent, reviewedHash } from '#server/domain/confidentiality/content.ts';
import type { Conclusion } from '#server/domain/confidentiality/verdicts.ts';
import { openTypeOf, shareTypeOf, ITEM_FLAGS } from '#server/domain/catalogue.ts';
import { levelOf } from '#server/domain/entry-content.ts';
import type { EntryContent } from '#server/domain/entry-content.ts';
import type { ReviewedWording } from '#server/domain/publication.ts';
import { rows, run } from './orm.ts';
import type { Tx } from './transact.ts';

type Row = {
  readonly conclusion: Conclusion;
  readonly approvedBy: string;
  readonly salt: string;
  readonly contentHash: string;
  readonly withheld: string[];
};

/** The last confidentiality decision of a case; of what it is, its hash says, whatever the catalogue shows meanwhile. */
export async function reviewOfCase(tx: Tx, caseId: string, entryId: string): Promise<ReviewedWording | null> {
  const [row] = await rows<Row>(
    tx.em,
    `select d.conclusion, d.approved_by as "approvedBy", d.salt, d.content_hash as "contentHash",
       array(select i.item_id from review_item i where i.decision_id = d.id and i.verdict = 'withhold') as withheld
     from review_decision d where d.case_id = ?
     order by (select max(e.seq) from event e where e.case_id = d.case_id and e.data->>'reviewId' = d.id::text) desc limit 1`,
    [caseId],
  );
  if (!row) return null;
  const { salt, contentHash, ...decision } = row;
  return { ...decision, isOf: (content) => reviewedHash(salt, reviewedContent(asReviewed(entryId, content))) === contentHash };
}

/**
 * What is published now is what was reviewed: its decision holds. Writing the rows had ended it, as any change does of
 * what stood there before.
 */
export async function keepReviewInForce(tx: Tx, { approvedBy, isOf }: ReviewedWording, content: EntryContent): Promise<void> {
  if (!isOf(content)) return;
  await run(tx.em, 'update review_decision set invalidated_at = null, invalidated_why = null where approved_by = ?', [approvedBy]);
}

function asReviewed(id: string, content: EntryContent): Parameters<typeof reviewedContent>[0] {
  return {
    id,
    name: content.name,
    shareType: shareTypeOf(content.shareType),
    openType: openTypeOf(content.openType),
    level: levelOf(content),
    items: content.items.map((item) => ({
      id: item.id,
      name: item.name,
      level: item.level,
      flags: ITEM_FLAGS.filter((flag) => item.flags.includes(flag)),
      maskRule: item.maskRule || null,
    })),
  };
}
