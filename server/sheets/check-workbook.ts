import { readSheet } from 'read-excel-file/universal';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import { openSheetChecks } from '#server/domain/sheet/check-sheet.ts';
import type { CheckedEntry, SheetChecks } from '#server/domain/sheet/check-sheet.ts';
import { parseCsv } from '#server/domain/sheet/csv.ts';
import { sheetKind } from '#server/domain/sheet/file-kind.ts';
import { readTable } from '#server/domain/sheet/table.ts';
import type { Matrix } from '#server/domain/sheet/table.ts';

export type WorkbookCheck = SheetChecks & { readonly bytes: Uint8Array };
export type CheckedWorkbook = {
  /** As it was read, for the list of errors that is the same sheet. */
  readonly matrix: Matrix;
  readonly headingRow: number;
  readonly entries: readonly CheckedEntry[];
};

/** As often as it says how far it is. */
const EVERY = 25;

/** Reads a file and checks every entry in it; a file that cannot be read is refused by what is wrong with it. */
export async function checkWorkbook(
  { bytes, ...checks }: WorkbookCheck,
  tell: (done: number, total: number) => void,
): Promise<CheckedWorkbook | FieldRefusal> {
  const matrix = await readMatrix(bytes);
  if ('code' in matrix) return matrix;
  const table = readTable(matrix, checks.schema);
  if ('code' in table) return table;
  const check = openSheetChecks(checks);
  const total = table.entries.length;
  tell(0, total);
  const entries = table.entries.map((entry, index) => {
    const checked = check(entry);
    if ((index + 1) % EVERY === 0) tell(index + 1, total);
    return checked;
  });
  return { matrix, headingRow: table.headingRow, entries };
}

async function readMatrix(bytes: Uint8Array): Promise<Matrix | FieldRefusal> {
  const kind = sheetKind(bytes);
  if (typeof kind === 'object') return kind;
  if (kind === 'csv') return parseCsv(bytes);
  try {
    const sheet = await readSheet(new Blob([new Uint8Array(bytes)]), 1);
    return sheet.map((row) => row.map(textOf));
  } catch {
    // Whatever the reader stumbles over stands in the file: it is no workbook that a spreadsheet program has saved.
    return { code: 'sheet_not_read' };
  }
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null || value === undefined ? '' : String(value);
}
