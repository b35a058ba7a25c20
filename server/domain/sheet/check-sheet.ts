import type { Answer, Answers, FieldErrors, FormContext, Row } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { validate } from '#forms/validate.ts';
import { checkEntry } from '../catalogue-checks.ts';
import { plainName } from '../catalogue-names.ts';
import { entryContentOf } from '../entry-content.ts';
import type { Register } from '../one-source.ts';
import { parseCell } from './cells.ts';
import { COLUMNS, fieldOf, NAME_HEADING } from './layout.ts';
import type { Column } from './layout.ts';
import type { CellProblem, SheetEntry, SheetRow } from './table.ts';

export type SheetProblem = CellProblem & { readonly severity: 'error' | 'warning' };
export type CheckedEntry = {
  readonly name: string;
  readonly row: number;
  /** Null while there is an error in it. */
  readonly answers: Answers | null;
  readonly problems: readonly SheetProblem[];
};

export type SheetChecks = {
  readonly schema: FormSchema;
  readonly context: FormContext;
  readonly register: Register;
  /** Names of new entries that the person has drafts of, as reviewers compare them. */
  readonly draftNames: ReadonlySet<string>;
};

/** Checks one entry of a sheet after the other: the form's own rules, the automatic checks, and what the sheet itself holds twice. */
export function openSheetChecks({ schema, context, register, draftNames }: SheetChecks): (entry: SheetEntry) => CheckedEntry {
  const fields = new Map(COLUMNS.map((column) => [column, fieldOf(schema, column)]));
  const seen = new Map<string, { name: string; row: number }>();

  function cellsAs(of: Column['of'], { row, cells }: SheetRow, problems: CellProblem[]): Record<string, Answer> {
    const answers: Record<string, Answer> = {};
    for (const [column, text] of cells) {
      const field = fields.get(column);
      if (column.of !== of || !field) continue;
      const { value, wrong } = parseCell(field, text);
      if (value !== undefined) answers[column.key] = value;
      if (wrong) problems.push({ row, heading: column.heading, ...wrong });
    }
    return answers;
  }

  function twins(name: string, row: number): CellProblem[] {
    const plain = plainName(name);
    if (plain === '') return [];
    const earlier = seen.get(plain);
    if (earlier) return [{ row, heading: NAME_HEADING, code: 'sheet_twice', params: { ...earlier } }];
    seen.set(plain, { name, row });
    return draftNames.has(plain) ? [{ row, heading: NAME_HEADING, code: 'sheet_draft_exists' }] : [];
  }

  return ({ rows, name, problems: found }) => {
    const [first] = rows;
    if (!first) throw new Error('an entry without a row');
    const problems = [...found];
    const answers: Answers = {
      ...cellsAs('entry', first, problems),
      items: rows.map((row) => rowOf(cellsAs('item', row, problems))),
    };
    problems.push(...twins(name, first.row));

    const checked = validate(schema, answers, context);
    const findings = checkEntry(entryContentOf(checked.ok ? checked.answers : answers), register);
    const errors: FieldErrors = checked.ok ? {} : checked.fields;
    const told = new Set(problems.map(({ row, heading }) => `${row} ${heading}`));
    const add = (path: string, problem: Pick<SheetProblem, 'code' | 'severity'> & { params?: SheetProblem['params'] }): SheetProblem[] => {
      const place = placeOf(path, rows);
      const key = `${place.row} ${place.heading}`;
      if (told.has(key)) return [];
      told.add(key);
      return [{ ...place, ...problem }];
    };
    const all: SheetProblem[] = [
      ...problems.map((problem) => ({ ...problem, severity: 'error' as const })),
      ...Object.entries(errors).flatMap(([path, error]) => add(path, { ...error, severity: 'error' })),
      ...findings
        .filter(({ severity }) => severity === 'error')
        .flatMap(({ path, code, params }) => add(path, { code, params, severity: 'error' })),
      ...findings
        .filter(({ severity }) => severity === 'warning')
        .flatMap(({ path, code, params }) => add(path, { code, params, severity: 'warning' })),
    ];
    const isGood = checked.ok && all.every(({ severity }) => severity === 'warning');
    return {
      name,
      row: first.row,
      answers: isGood ? checked.answers : null,
      problems: all.toSorted((one, other) => one.row - other.row),
    };
  };
}

function rowOf(answers: Readonly<Record<string, Answer>>): Row {
  const row: Row = {};
  for (const [key, value] of Object.entries(answers)) {
    if (typeof value === 'object') row[key] = value.filter((one) => typeof one === 'string');
    else row[key] = value;
  }
  return row;
}

const HEADINGS = new Map(COLUMNS.map(({ of, key, heading }) => [`${of} ${key}`, heading]));

/** Where in the sheet an answer stands: `items.2.level` is a cell of the entry's third row. */
function placeOf(path: string, rows: readonly SheetRow[]): { row: number; heading: string } {
  const [key = '', index, part = 'name'] = path.split('.');
  const row = rows[key === 'items' && index !== undefined ? Number(index) : 0] ?? rows[0];
  const heading = key === 'items' ? HEADINGS.get(`item ${part}`) : HEADINGS.get(`entry ${key}`);
  return { row: row?.row ?? 0, heading: heading ?? NAME_HEADING };
}
