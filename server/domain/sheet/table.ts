import type { FormSchema } from '#forms/schema.ts';
import type { FieldRefusal } from '../refusal.ts';
import { COLUMNS, ERROR_HEADING, EXAMPLE_MARK, fieldOf, isRequired, NAME_HEADING, NUMBER_HEADING } from './layout.ts';
import type { Column } from './layout.ts';

/** A sheet as text, row by row; the first row of a sheet is row 1. */
export type Matrix = readonly (readonly string[])[];

export const MOST_ROWS = 5000;
/** A title and a line of advice may stand above the headings. */
const HIGHEST_HEADINGS = 5;

export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<Column, string> };
/** One entry: its own cells stand in the first row, and each row is one of its items. */
export type SheetEntry = {
  readonly rows: readonly SheetRow[];
  readonly name: string;
  readonly problems: readonly CellProblem[];
};
export type CellProblem = { readonly row: number; readonly heading: string } & FieldRefusal;
export type Table = { readonly headingRow: number; readonly entries: readonly SheetEntry[] };

/** Finds the headings and groups the rows; the whole sheet is refused when its headings are not those of the template. */
export function readTable(matrix: Matrix, schema: FormSchema): Table | FieldRefusal {
  const at = matrix.slice(0, HIGHEST_HEADINGS).findIndex((row) => row.some((cell) => plainHeading(cell) === NAME_HEADING));
  const headings = matrix[at]?.map(plainHeading);
  if (!headings) return { code: 'sheet_no_headings', params: { heading: NAME_HEADING, rows: HIGHEST_HEADINGS } };
  const wrong = refuseHeadings(headings, schema);
  if (wrong) return wrong;
  const body = rowsOf(matrix, at, headings);
  if (body.length === 0) return { code: 'sheet_empty' };
  if (body.length > MOST_ROWS) return { code: 'sheet_too_many_rows', params: { max: MOST_ROWS } };
  return { headingRow: at + 1, entries: group(body) };
}

/** Asterisks, blanks and the width of brackets make no other heading. */
function plainHeading(cell: string): string {
  return cell.normalize('NFKC').replaceAll(/[\s*]/g, '');
}

const BY_HEADING = new Map(COLUMNS.map((column) => [plainHeading(column.heading), column]));
const BESIDE: readonly string[] = [NUMBER_HEADING, ERROR_HEADING];

function refuseHeadings(headings: readonly string[], schema: FormSchema): FieldRefusal | null {
  const strange = headings.filter((heading) => heading !== '' && !BY_HEADING.has(heading) && !BESIDE.includes(heading));
  if (strange.length > 0) return { code: 'sheet_unknown_columns', params: { columns: namesOf(strange) } };
  const twice = headings.filter((heading, index) => heading !== '' && headings.indexOf(heading) !== index);
  if (twice.length > 0) return { code: 'sheet_columns_twice', params: { columns: namesOf(twice) } };
  const missing = COLUMNS.filter((column) => isRequired(fieldOf(schema, column)) && !headings.includes(plainHeading(column.heading)));
  return missing.length === 0
    ? null
    : { code: 'sheet_columns_missing', params: { columns: namesOf(missing.map(({ heading }) => heading)) } };
}

function namesOf(headings: readonly string[]): string {
  return headings
    .slice(0, 10)
    .map((heading) => `“${heading.slice(0, 30)}”`)
    .join('、');
}

/** Without the empty rows and the examples; what stands under no heading is nobody's. */
function rowsOf(matrix: Matrix, at: number, headings: readonly string[]): SheetRow[] {
  const columns = headings.map((heading) => BY_HEADING.get(heading));
  const numbered = headings.indexOf(NUMBER_HEADING);
  return matrix.slice(at + 1).flatMap((written, index): SheetRow[] => {
    if (written[numbered]?.trim() === EXAMPLE_MARK) return [];
    const cells = new Map<Column, string>();
    columns.forEach((column, place) => {
      const text = written[place]?.trim() ?? '';
      if (column && text !== '') cells.set(column, text);
    });
    return cells.size === 0 ? [] : [{ row: at + 2 + index, cells }];
  });
}

const ENTRY_COLUMNS = COLUMNS.filter(({ of }) => of === 'entry');
const NAME = COLUMNS.find(({ heading }) => heading === NAME_HEADING);

/** A row without a name, or with the name of the row above, is the next item of the same entry: cells joined downwards read so. */
function group(rows: readonly SheetRow[]): SheetEntry[] {
  const entries: { rows: SheetRow[]; name: string; problems: CellProblem[] }[] = [];
  for (const row of rows) {
    const name = (NAME && row.cells.get(NAME)) ?? '';
    const current = entries.at(-1);
    if (current && (name === '' || name === current.name)) {
      current.rows.push(row);
      current.problems.push(...differing(current.rows[0], row));
    } else {
      const problems = name === '' ? [{ row: row.row, heading: NAME_HEADING, code: 'sheet_item_without_entry' }] : [];
      entries.push({ rows: [row], name, problems });
    }
  }
  return entries;
}

/** An entry is said once; said again in the rows of its items, it must be the same. */
function differing(first: SheetRow | undefined, row: SheetRow): CellProblem[] {
  if (!first) return [];
  return ENTRY_COLUMNS.flatMap((column) => {
    const again = row.cells.get(column);
    if (again === undefined || again === first.cells.get(column)) return [];
    return [{ row: row.row, heading: column.heading, code: 'sheet_row_differs', params: { row: first.row } }];
  });
}
