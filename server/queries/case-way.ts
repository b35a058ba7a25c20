import { rows } from '#server/db/orm.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { wayOf } from '#server/domain/way.ts';
import { aheadWithoutDrafts, isDraft, seesDrafts } from '#server/domain/reply-drafts.ts';
import type { Moved, Way } from '#server/domain/way.ts';

type Happened = { type: string; element: string | null; outcome: string | null };

const MESSAGES: Readonly<Record<string, string>> = {
  'extension.requested': 'extension.requested',
  'case.withdrawn': 'case.withdrawn',
  'case.lapsed': 'clock.expired',
};

/** The way gone and the steps ahead as far as the reader may see them, read from the case's own record, so that they are never late. */
export async function caseWay(db: Db, actor: Actor, file: CaseFile): Promise<Way> {
  const { definition } = releaseOf(db.reference, file.processKey, file.release);
  const events = await rows<Happened>(
    db.orm.em.fork(),
    `select type, data->>'element' as element, data->>'outcome' as outcome from event
     where case_id = ? and type = any (?) order by seq`,
    [file.id, ['task.decided', ...Object.keys(MESSAGES)]],
  );
  const whole = seesDrafts(actor, file);
  const record = events.flatMap(moved).filter((happened) => whole || happened.kind === 'message' || !isDraft(definition, happened));
  const way = wayOf(definition, { ...file.facts }, record);
  if (hasEnded(file.state)) return { ...way, ahead: [] };
  return whole ? way : { ...way, ahead: aheadWithoutDrafts(definition, way.ahead) };
}

function moved(event: Happened): Moved[] {
  const name = MESSAGES[event.type];
  if (name !== undefined) return [{ kind: 'message', name }];
  return event.element !== null && event.outcome !== null ? [{ kind: 'decided', element: event.element, outcome: event.outcome }] : [];
}
