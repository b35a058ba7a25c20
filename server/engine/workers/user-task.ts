import { z } from 'zod';
import { openTask } from '#server/commands/open-task.ts';
import type { EngineTask, Opened } from '#server/commands/open-task.ts';
import type { Db } from '#server/db/transact.ts';
import type { EngineJob } from '../job.ts';
import { tasksOpened } from '../metrics.ts';

export const USER_TASK = 'io.camunda.zeebe:userTask';

/** A case of ours, as every job of its process carries it. */
export const caseVariables = z.object({ caseId: z.uuid(), run: z.int().min(1) });

/** FEEL gives the list of groups as JSON in a header. */
const groups = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('not a JSON list');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().min(1)).min(1));
export const taskHeaders = z.object({ 'io.camunda.zeebe:candidateGroups': groups });

export type TaskSource = 'worker' | 'feed' | 'reconciliation';

/** Opens the person's task of a job. The job stays with us until the decision completes it by its key. */
export async function handleUserTask(db: Db, job: EngineJob): Promise<void> {
  const { caseId, run } = caseVariables.parse(job.variables);
  const headers = taskHeaders.parse(job.headers);
  await openFrom(db, 'worker', {
    jobKey: job.key,
    caseId,
    run,
    element: job.element,
    stay: { instanceKey: job.instanceKey, elementKey: job.elementKey },
    candidates: headers['io.camunda.zeebe:candidateGroups'],
  });
}

export async function openFrom(db: Db, source: TaskSource, task: EngineTask): Promise<Opened> {
  const opened = await openTask(db, task);
  tasksOpened.inc({ source, result: opened.result });
  return opened;
}
