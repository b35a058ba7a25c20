import { copyReason, isToldByReminder } from '#server/domain/copies.ts';
import type { CaseFile } from './entities/case-file.ts';
import { notify } from './notices.ts';
import type { Tx } from './transact.ts';

type Told = Pick<CaseFile, 'id' | 'parties' | 'filedBy'>;

/**
 * Sends a case to a group's copied box (抄送); the same reason once. Who is told of a case may see it. Whoever filed it
 * hears of the thing itself and not of the copy.
 */
export function copyTo(tx: Tx, file: Told, groups: readonly string[], reason: string): void {
  writeCopies(tx, copiesFor(tx, file, groups, reason));
  if (isToldByReminder(reason)) return;
  notify(tx, file, { kind: 'copied', detail: copyReason(reason), source: `copy:${reason}`, groups, except: [file.filedBy] });
}

/** The rows of such copies, for whoever copies many cases at once: the groups become parties, and are told after the commit. */
export function copiesFor(tx: Tx, file: Pick<Told, 'id' | 'parties'>, groups: readonly string[], reason: string) {
  file.parties = [...new Set([...file.parties, ...groups])];
  tx.announce({ kind: 'notification', caseId: file.id, groups });
  return groups.map((group) => ({ id: tx.newId(), case_id: file.id, group_id: group, reason, created_at: tx.at }));
}

export function writeCopies(tx: Tx, copies: ReturnType<typeof copiesFor>): void {
  tx.writes.run('insert into case_copy select * from jsonb_populate_recordset(null::case_copy, ?::jsonb) on conflict do nothing', [
    JSON.stringify(copies),
  ]);
}
