import { Task } from '#server/db/entities/task.ts';
import { closeTask, lockCase } from '#server/db/lock-case.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';

export type CancelTask = { readonly caseId: string; readonly run: number; readonly jobKey: string };

/** The engine says that a job is over without a decision of ours: its task must not stay open. Does nothing where we closed it ourselves. */
export async function cancelTask(db: Db, input: CancelTask): Promise<{ readonly cancelled: boolean }> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, input.caseId);
    if (!file || file.run !== input.run) return { cancelled: false };
    const task = await tx.em.findOne(Task, { caseId: file.id, jobKey: input.jobKey, state: 'open' });
    if (!task) return { cancelled: false };
    closeTask(tx, task, 'cancelled');
    await tx.em.execute(
      'update task_visit set cancelled_at = ? where case_id = ? and run = ? and job_key = ?',
      [tx.at, file.id, file.run, input.jobKey],
      'run',
    );
    record(tx, file, SYSTEM, {
      type: 'task.cancelled',
      data: { taskId: task.id, element: task.element, run: file.run, round: task.round, reason: 'moved_on' },
    });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { cancelled: true };
  });
}
