import { copyReason, isToldByReminder } from '#server/domain/copies.ts';
import type { CaseFile } from './entities/case-file.ts';
import { notify } from './notices.ts';
import type { Tx } from './transact.ts';

/**
 * Sends a case to a group's copied box (抄送); the same reason once. Who is told of a case may see it. Whoever filed it
 * hears of the thing itself and not of the copy.
 */
export function copyTo(tx: Tx, file: CaseFile, groups: readonly string[], reason: string): void {
  for (const group of groups) {
    tx.writes.run(`insert into case_copy (id, case_id, group_id, reason, created_at) values (?, ?, ?, ?, ?) on conflict do nothing`, [
      tx.newId(),
      file.id,
      group,
      reason,
      tx.at,
    ]);
  }
  file.parties = [...new Set([...file.parties, ...groups])];
  if (isToldByReminder(reason)) return;
  notify(tx, file, { kind: 'copied', detail: copyReason(reason), source: `copy:${reason}`, groups, except: [file.filedBy] });
}
