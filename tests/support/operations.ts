import type { Signing } from '#processes/definition.ts';
import { releaseForNewCase } from '#server/db/reference.ts';
import { stepOf } from '#server/domain/steps.ts';
import type { Office } from './office.ts';
import type { Walk } from './cases.ts';

/** In this office's release a step asks these posts, and so many of them must sign. */
export function redraw(office: Office, element: string, signing: Signing, candidateGroups?: string): void {
  const { db } = office;
  const release = releaseForNewCase(db.reference, 'conditional-share', db.now());
  if (!release) throw new Error('no release');
  const step = stepOf(release.definition, element);
  step.signing = signing;
  if (candidateGroups !== undefined) step.candidateGroups = candidateGroups;
}

/** Who finds the task in the inbox. */
export async function offeredTo(office: Office, taskId: string): Promise<string[]> {
  const found = await office.sql<{ group: string }>('select group_id as group from task_candidate where task_id = $1 order by 1', [taskId]);
  return found.map(({ group }) => group);
}

/** The types of the events about a task, in the order of the chain. */
export async function eventsOf(office: Office, walk: Walk, taskId: string): Promise<string[]> {
  const found = await office.sql<{ type: string }>(`select type from event where case_id = $1 and data->>'taskId' = $2 order by seq`, [
    walk.id,
    taskId,
  ]);
  return found.map(({ type }) => type);
}
