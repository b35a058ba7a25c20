import type { EngineVariables } from '#server/domain/engine-messages.ts';
import { straightTo } from '#server/domain/tasks.ts';
import type { CaseRows } from './case-rows.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Task } from './entities/task.ts';
import { enqueue } from './outbox.ts';
import type { Tx } from './transact.ts';

type Visits = Pick<CaseRows, 'visits'>;

/** What was decided goes to the engine. A step that was returned for itself alone leads straight back to where it was returned from. */
export function tellOutcome(tx: Tx, file: CaseFile, task: Task, parts: Visits, outcome: string, facts: EngineVariables): void {
  const variables = { [task.element]: outcome, ...facts };
  const back = straightTo(task, outcome);
  if (back === null) enqueue(tx, file.id, { kind: 'job.complete', jobKey: task.jobKey, taskId: task.id, variables });
  else if (!moveTo(tx, file, task, parts, back, variables)) throw new Error(`where the engine stands with task ${task.id} is not known`);
}

/** Has the engine leave a task's step without an outcome and go on at another; false where it is not known where it stands. */
export function moveTo(tx: Tx, file: CaseFile, task: Task, { visits }: Visits, to: string, variables: EngineVariables): boolean {
  const visit = visits.find(({ run, jobKey }) => run === file.run && jobKey === task.jobKey);
  if (visit?.instanceKey == null || visit.elementKey == null) return false;
  const { instanceKey, elementKey } = visit;
  enqueue(tx, file.id, { kind: 'case.move', jobKey: task.jobKey, taskId: task.id, instanceKey, from: elementKey, to, variables });
  return true;
}
