import { z } from 'zod';
import { cleanLine } from '#forms/fields/clean.ts';
import { isWeekend } from './calendar.ts';
import type { CalendarDay } from './calendar.ts';
import { isPlannable, refuseEdit } from './calendar-edit.ts';
import type { DayEdit } from './calendar-edit.ts';
import type { FieldRefusal } from './refusal.ts';

/** Several days at once, as a yearly notice or the city's own list gives them: CSV or JSON, pasted or from a file. */
export type ImportLevel = CalendarDay['level'];

export type ImportRow = {
  /** As in the text: the line of the CSV, the place in the JSON list. */
  readonly line: number;
  readonly written: string;
  readonly edit: DayEdit | null;
  /** `same`: it stands in the calendar like that, or is what the weekday says anyway. */
  readonly state: 'new' | 'changed' | 'same' | 'wrong';
  readonly wrong: FieldRefusal | null;
};

export type KnownDay = { readonly date: string; readonly off: boolean; readonly name: string; readonly source: string };

export const MOST_DAYS = 400;
const HEADER = /^(日期|day|date)$/i;
const KINDS: Readonly<Record<string, boolean>> = {
  放假: true,
  休: true,
  off: true,
  true: true,
  上班: false,
  班: false,
  worked: false,
  false: false,
};

const json = z.array(
  z.object({
    day: z.string().optional(),
    date: z.string().optional(),
    off: z.boolean(),
    name: z.string(),
    source: z.string().optional(),
  }),
);

type Cells = { readonly line: number; readonly written: string; readonly cells: readonly string[] };

/** Reads the text; the whole of it cannot be read, or every row for itself is right or wrong. `source` stands in for rows without one. */
export function parseImport(text: string, source: string, known: readonly KnownDay[]): readonly ImportRow[] | FieldRefusal {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { code: 'import_empty' };
  const rows = /^[[{]/.test(trimmed) ? cellsOfJson(trimmed) : cellsOfCsv(trimmed);
  if (rows === null || rows.length === 0) return { code: 'import_not_read' };
  if (rows.length > MOST_DAYS) return { code: 'import_too_many', params: { max: MOST_DAYS } };
  const standing = new Map(known.map((day) => [day.date, day]));
  const seen = new Map<string, number>();
  return rows.map((row) => readRow(row, source, standing, seen));
}

function readRow(
  { line, written, cells }: Cells,
  source: string,
  standing: ReadonlyMap<string, KnownDay>,
  seen: Map<string, number>,
): ImportRow {
  const wrong = (refusal: FieldRefusal): ImportRow => ({ line, written, edit: null, state: 'wrong', wrong: refusal });
  if (cells.length < 3 || cells.length > 4) return wrong({ code: 'import_columns' });
  const [written0 = '', kind = '', name = '', ownSource = ''] = cells;
  const day = isoOf(written0);
  if (day === null || !isPlannable(day)) return wrong({ code: 'not_a_calendar_day' });
  const off = KINDS[kind.toLowerCase()];
  if (off === undefined) return wrong({ code: 'import_kind' });
  const earlier = seen.get(day);
  if (earlier !== undefined) return wrong({ code: 'import_twice', params: { line: earlier } });
  seen.set(day, line);
  const edit = { day, off, name, source: ownSource === '' ? source : ownSource };
  const before = standing.get(day);
  // A notice lists whole stretches: weekends in them are free anyway.
  if (off === isWeekend(day) && (before === undefined || before.off === off)) return { line, written, edit, state: 'same', wrong: null };
  const taken = off === isWeekend(day) ? { ...edit, off: null } : edit;
  const refused = refuseEdit(taken);
  if (refused) return wrong(Object.values(refused.fields ?? {})[0] ?? { code: 'not_a_calendar_day' });
  const same = before !== undefined && before.off === off && before.name === name && before.source === edit.source;
  return { line, written, edit: taken, state: same ? 'same' : before === undefined ? 'new' : 'changed', wrong: null };
}

/** The days to be entered; none where a single row is wrong. */
export function editsOf(rows: readonly ImportRow[]): DayEdit[] {
  if (rows.some(({ state }) => state === 'wrong')) return [];
  return rows.flatMap(({ edit, state }) => (edit !== null && state !== 'same' ? [edit] : []));
}

/** 2027-02-05, 2027/2/5, 2027年2月5日. */
function isoOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

function cellsOfJson(text: string): Cells[] | null {
  const parsed = json.safeParse(tryJson(text));
  if (!parsed.success) return null;
  return parsed.data.map(({ day, date, off, name, source = '' }, index) => {
    const cells = [day ?? date ?? '', String(off), cleanLine(name), cleanLine(source)];
    return { line: index + 1, written: cells.join(','), cells };
  });
}

function tryJson(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    // The shape of the shipped calendar, too.
    return typeof read === 'object' && read !== null && 'days' in read ? read.days : read;
  } catch {
    return null;
  }
}

/** Comma, semicolon, tab or the Chinese comma between cells; a cell in quotes may hold them. */
function cellsOfCsv(text: string): Cells[] {
  return text
    .split(/\r?\n/)
    .map((written, index) => ({ line: index + 1, written: cleanLine(written), cells: cellsOf(written) }))
    .filter(({ written, cells }) => written !== '' && !HEADER.test(cells[0] ?? ''));
}

function cellsOf(line: string): string[] {
  const found = [...line.matchAll(/(?:^|[,;\t,])(?:"((?:[^"]|"")*)"|([^",;\t,]*))/g)];
  return found.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))).map(cleanLine);
}
