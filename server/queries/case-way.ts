import { rows } from '#server/db/orm.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { wayOf } from '#server/domain/way.ts';
import type { Moved, Way } from '#server/domain/way.ts';

type Happened = { type: string; element: string | null; outcome: string | null };

const MESSAGES: Readonly<Record<string, string>> = {
  'extension.requested': 'extension.requested',
  'case.withdrawn': 'case.withdrawn',
  'case.lapsed': 'clock.expired',
};

/** The way gone and the steps ahead, read from the case's own record, so that they are never late. */
export async function caseWay(db: Db, file: CaseFile): Promise<Way> {
  const { definition } = releaseOf(db.reference, file.processKey, file.release);
  const events = await rows<Happened>(
    db.orm.em.fork(),
    `select type, data->>'element' as element, data->>'outcome' as outcome from event
     where case_id = ? and type = any (?) order by seq`,
    [file.id, ['task.decided', ...Object.keys(MESSAGES)]],
  );
  const way = wayOf(definition, { ...file.facts }, events.flatMap(moved));
  return hasEnded(file.state) ? { ...way, ahead: [] } : way;
}

function moved(event: Happened): Moved[] {
  const name = MESSAGES[event.type];
  if (name !== undefined) return [{ kind: 'message', name }];
  return event.element !== null && event.outcome !== null ? [{ kind: 'decided', element: event.element, outcome: event.outcome }] : [];
}
