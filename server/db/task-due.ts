import type { CaseFile } from './entities/case-file.ts';
import { Task } from './entities/task.ts';
import type { Tx } from './transact.ts';
import { run } from './orm.ts';

/** Open tasks under a limit show its new due date, and the inbox orders them by it. */
export async function moveDueDate(tx: Tx, file: CaseFile, limitKey: string, dueAt: Date): Promise<void> {
  const open = await tx.em.find(Task, { caseId: file.id, limitKey, state: 'open' });
  for (const task of open) {
    task.dueAt = dueAt;
    await run(tx.em, 'update task_candidate set due_at = ? where task_id = ?', [dueAt, task.id]);
  }
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
}
