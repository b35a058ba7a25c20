import { releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { CaseRows, EventRow } from '#server/db/case-rows.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { wayOf } from '#server/domain/way.ts';
import { aheadWithoutDrafts, isDraft, seesDrafts } from '#server/domain/reply-drafts.ts';
import type { Moved, Way } from '#server/domain/way.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  'extension.requested': 'extension.requested',
  'case.withdrawn': 'case.withdrawn',
  'case.lapsed': 'clock.expired',
  'consultation.silent': 'clock.expired',
};

/** The way gone and the steps ahead as far as the reader may see them, read from the case's own record, so that they are never late. */
export function caseWay(db: Db, actor: Actor, { head, events }: Pick<CaseRows, 'head' | 'events'>): Way {
  const { definition } = releaseOf(db.reference, head.processKey, head.release);
  const whole = seesDrafts(actor, head);
  const record = events.flatMap(moved).filter((happened) => whole || happened.kind === 'message' || !isDraft(definition, happened));
  const way = wayOf(definition, { ...head.facts }, record);
  if (hasEnded(head.state)) return { ...way, ahead: [] };
  return whole ? way : { ...way, ahead: aheadWithoutDrafts(definition, way.ahead) };
}

function moved({ type, data }: EventRow): Moved[] {
  const name = MESSAGES[type];
  const { element, outcome } = data;
  if (name !== undefined) return [{ kind: 'message', name, ...(typeof element === 'string' ? { element } : {}) }];
  if (type !== 'task.decided' || typeof element !== 'string' || typeof outcome !== 'string') return [];
  return [{ kind: 'decided', element, outcome }];
}
