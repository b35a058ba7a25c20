import { LockMode } from '@mikro-orm/postgresql';
import { isId } from '#server/domain/ids.ts';
import { CaseFile } from './entities/case-file.ts';
import { Task } from './entities/task.ts';
import type { Tx } from './transact.ts';
import { rows, run } from './orm.ts';

/** Every command of a case begins here: whoever holds this lock decides, all others wait for what it decided. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseFile | null> {
  if (!isId(caseId)) return null;
  return tx.em.findOne(CaseFile, { id: caseId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The case first, then the task: always in this order, so that no two commands wait for each other. */
export async function lockTask(tx: Tx, taskId: string): Promise<{ file: CaseFile; task: Task } | null> {
  if (!isId(taskId)) return null;
  const [place] = await rows<{ case_id: string }>(tx.em, 'select case_id from task where id = ?', [taskId]);
  if (!place) return null;
  const file = await lockCase(tx, place.case_id);
  const task = await tx.em.findOne(Task, { id: taskId });
  return file && task ? { file, task } : null;
}

/** Ends an open task; the caller records why. Half-made decisions end with it, unless the engine may come back to the step. */
export async function closeTask(tx: Tx, task: Task, state: 'decided' | 'cancelled'): Promise<void> {
  task.state = state;
  task.closedAt = tx.at;
  await run(tx.em, 'delete from task_candidate where task_id = ?', [task.id]);
  if (state === 'decided') await run(tx.em, 'delete from draft where subject = ?', [`task:${task.id}`]);
  tx.announce({ kind: 'task.closed', taskId: task.id, caseId: task.caseId, groups: task.candidates });
}
