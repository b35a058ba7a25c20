import type { CaseState } from '#server/domain/cases.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { endReadClocks } from './clocks.ts';
import type { CaseFile } from './entities/case-file.ts';
import { Task } from './entities/task.ts';
import { closeTask } from './lock-case.ts';
import { record, SYSTEM } from './record.ts';
import { run } from './orm.ts';
import type { Tx } from './transact.ts';

export type EndReason = 'withdrawn' | 'lapsed' | 'ended';

/**
 * The end of a case, however it came: open tasks are closed and their drafts go, its live clocks end, everybody concerned is told.
 * `live`: its clocks, from whoever has read them already and perhaps ended some.
 */
export async function endCase(
  tx: Tx,
  file: CaseFile,
  state: Exclude<CaseState, 'submitted'>,
  live?: Pick<CaseRows, 'clocks'>,
): Promise<void> {
  file.state = state;
  file.endedAt = tx.at;
  const open = await tx.em.find(Task, { caseId: file.id, state: 'open' });
  for (const task of open) {
    closeTask(tx, task, 'cancelled');
    record(tx, file, SYSTEM, {
      type: 'task.cancelled',
      data: { taskId: task.id, element: task.element, run: file.run, round: task.round, reason: reasonOf(state) },
    });
  }
  // What never became a version leaves the catalogue's lists.
  if (state !== 'published' && file.entryId != null)
    await run(tx.em, `update catalogue_entry set state = 'dropped' where id = ? and state = 'in_review' and ? = 'catalogue-review'`, [
      file.entryId,
      file.processKey,
    ]);
  await run(tx.em, `delete from draft where subject in (select 'task:' || id from task where case_id = ?)`, [file.id]);
  endReadClocks(tx, file, live ?? (await partsOf(tx.em, file.id, ['clocks'])));
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
}

function reasonOf(state: CaseState): EndReason {
  if (state === 'withdrawn') return 'withdrawn';
  return state === 'lapsed' ? 'lapsed' : 'ended';
}
