import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

/** Sends a case to a group's copied box (抄送); the same reason once. Who is told of a case may see it. */
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
  tx.announce({ kind: 'notification', caseId: file.id, groups });
}
