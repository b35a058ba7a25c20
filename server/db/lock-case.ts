import { isId } from '#server/domain/ids.ts';
import { HEAD_COLUMNS, partsOf } from './case-rows.ts';
import type { CasePart, CaseRows } from './case-rows.ts';
import { CaseFile } from './entities/case-file.ts';
import { Task } from './entities/task.ts';
import { readWithTask } from './notices.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

/** Every command of a case begins here: whoever holds this lock decides, all others wait for what it decided. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseFile | null> {
  return isId(caseId) ? lockWhere(tx, 'f.id = ?', caseId) : null;
}

/**
 * The case first, then the task: always in this order, so that no two commands wait for each other. With it come the
 * parts of the case that the command needs, read after the lock: before it somebody may still have been deciding.
 */
export async function lockTask<Part extends CasePart = never>(
  tx: Tx,
  taskId: string,
  parts: readonly Part[] = [],
  accountId = '',
): Promise<{ file: CaseFile; task: Task; parts: Pick<CaseRows, Part | 'tasks'> } | null> {
  const file = isId(taskId) ? await lockWhere(tx, 'f.id = (select case_id from task where id = ?)', taskId) : null;
  if (!file) return null;
  const read = await partsOf(tx.em, file.id, ['tasks', ...parts], accountId);
  const task = read.tasks.find(({ id }) => id === taskId);
  return task ? { file, task: tx.em.merge(Task, { ...task }), parts: read } : null;
}

/** Not the lock of MikroORM: that one also holds up whoever only refers to the case, as the record feed does. */
async function lockWhere(tx: Tx, condition: string, id: string): Promise<CaseFile | null> {
  const [row] = await rows(tx.em, `select ${HEAD_COLUMNS} from case_file f where ${condition} for no key update`, [id]);
  return row ? tx.em.map(CaseFile, row) : null;
}

/** Ends an open task; the caller records why. Half-made decisions end with it, unless the engine may come back to the step. */
export function closeTask(tx: Tx, task: Task, state: 'decided' | 'cancelled'): void {
  task.state = state;
  task.closedAt = tx.at;
  tx.writes.run('delete from task_candidate where task_id = ?', [task.id]);
  if (state === 'decided') tx.writes.run('delete from draft where subject = ?', [`task:${task.id}`]);
  readWithTask(tx, task.id);
  tx.writes.run('delete from signing_row where task_id = ?', [task.id]);
  tx.announce({ kind: 'task.closed', taskId: task.id, caseId: task.caseId, groups: task.asked });
  task.asked = [];
}
