import type { CaseRows } from './case-rows.ts';
import { copyTo } from './copies.ts';
import type { CaseFile } from './entities/case-file.ts';
import { record, SYSTEM } from './record.ts';
import type { Tx } from './transact.ts';
import { toldOfReturns } from '#server/domain/returns.ts';

/** What keeps coming back is put to those who coordinate. */
export function coordinate(tx: Tx, file: CaseFile, { decisions }: Pick<CaseRows, 'decisions'>, outcome: string): void {
  const told = toldOfReturns(file.facts, decisions, outcome);
  if (told.length === 0) return;
  const returns = decisions.filter((decision) => decision.outcome === 'return').length + 1;
  record(tx, file, SYSTEM, { type: 'case.coordinated', data: { returns } });
  copyTo(tx, file, told, 'returned_often');
}
