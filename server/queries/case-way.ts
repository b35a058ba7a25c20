import { releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { movesIn, wayOf } from '#server/domain/way.ts';
import { aheadWithoutDrafts, isDraft, seesDrafts } from '#server/domain/reply-drafts.ts';
import type { Way } from '#server/domain/way.ts';

/** The way gone and the steps ahead as far as the reader may see them, read from the case's own record, so that they are never late. */
export function caseWay(db: Db, actor: Actor, { head, events }: Pick<CaseRows, 'head' | 'events'>): Way {
  const { definition } = releaseOf(db.reference, head.processKey, head.release);
  const whole = seesDrafts(actor, head);
  const record = movesIn(events).filter((happened) => whole || happened.kind === 'message' || !isDraft(definition, happened));
  const way = wayOf(definition, { ...head.facts }, record);
  if (hasEnded(head.state)) return { ...way, ahead: [] };
  return whole ? way : { ...way, ahead: aheadWithoutDrafts(definition, way.ahead) };
}
