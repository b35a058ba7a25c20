import { importContent, ownImport } from '#server/db/imports.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { choicesOf } from '#server/domain/sheet/cells.ts';
import type { SheetProblem } from '#server/domain/sheet/check-sheet.ts';
import { COLUMNS, ERROR_HEADING, EXAMPLE, EXAMPLE_MARK, fieldOf, isRequired, NUMBER_HEADING } from '#server/domain/sheet/layout.ts';
import { fieldText } from '#server/messages/fields.ts';
import type { Language } from '#server/messages/language.ts';
import { writeInThread } from '#server/sheets/thread.ts';
import { compilesFor } from './catalogue-imports.ts';

const NARROW = 8;
const WIDE = 60;

/** The sheet to fill in: its headings, an example, and on a second sheet what each column takes. */
export async function importTemplate(db: Db, actor: Actor): Promise<Buffer | Refusal> {
  if (compilesFor(actor) === null) return refuse('forbidden', { reason: 'may_not_import' });
  const release = releaseForNewCase(db.reference, 'catalogue-review', db.now());
  const form = release?.forms.get(release.startForm);
  if (!form) return refuse('not_found', { reason: 'unknown_process' });
  const schema = formOf(db.reference, form);
  const notes = COLUMNS.map((column) => {
    const field = fieldOf(schema, column);
    const choices = choicesOf(field).join('、');
    const several = field.type === 'checklist' ? '可填多项,用“、”隔开' : '';
    return [
      column.heading,
      column.of === 'entry' ? '条目' : '信息项',
      isRequired(field) ? '必填' : field.properties?.requiredWhen === undefined ? '选填' : '视情形必填',
      choices,
      [several, field.description ?? ''].filter((text) => text !== '').join(';'),
    ];
  });
  return writeInThread([
    {
      name: '目录',
      headingRow: 1,
      widths: [NARROW, ...COLUMNS.map(({ width }) => width)],
      rows: [
        [NUMBER_HEADING, ...COLUMNS.map(({ heading }) => heading)],
        [EXAMPLE_MARK, ...COLUMNS.map(({ heading }) => EXAMPLE[heading] ?? '')],
      ],
    },
    {
      name: '填写说明',
      headingRow: 1,
      widths: [26, 10, 12, WIDE, WIDE],
      rows: [
        ['列名', '属于', '必填', '可填的值', '说明'],
        ['(怎么填)', '', '', '', '每行一个信息项;条目的内容填在它的第一行,以下各行可以留空。序号为“示例”的行不导入。'],
        ...notes,
      ],
    },
  ]);
}

/** The sheet that was handed in, with what is wrong at the end of each row. */
export async function importErrors(
  db: Db,
  actor: Actor,
  { id, language }: { readonly id: string; readonly language: Language },
): Promise<{ readonly name: string; readonly bytes: Buffer } | Refusal> {
  const em = db.orm.em.fork();
  const found = isId(id) && compilesFor(actor) !== null ? await ownImport(em, actor.accountId, id) : null;
  const content = found?.state === 'checked' ? await importContent(em, id) : null;
  if (!found || !content) return refuse('not_found', { reason: 'import_not_found' });
  const { matrix, headingRow, entries } = content;
  const problems = entries.flatMap((entry) => entry.problems);
  const texts = textsByRow(problems, language);
  const headings = matrix[headingRow - 1] ?? [];
  const held = headings.indexOf(ERROR_HEADING);
  const place = held >= 0 ? held : Math.max(...matrix.map((row) => row.length));
  const withErrors = matrix.map((row, at) => {
    const cells = [...row, ...Array.from({ length: Math.max(0, place + 1 - row.length) }, () => '')];
    cells[place] = at === headingRow - 1 ? ERROR_HEADING : (texts.get(at + 1) ?? '');
    return cells;
  });
  const marked = problems.map(({ row, heading }) => [row - 1, headings.findIndex((one) => one.includes(heading))] as const);
  const widths = headings.map((heading) => COLUMNS.find((column) => column.heading === heading)?.width ?? NARROW);
  widths[place] = WIDE;
  const bytes = await writeInThread([
    {
      name: '目录',
      headingRow,
      widths: Array.from(widths, (width) => width ?? NARROW),
      rows: withErrors,
      marked: marked.filter(([, column]) => column >= 0),
    },
  ]);
  return { name: found.fileName, bytes };
}

function textsByRow(problems: readonly SheetProblem[], language: Language): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { row, heading, severity, ...problem } of problems) {
    const hint = severity === 'warning' ? (language === 'en' ? 'Note: ' : '提示:') : '';
    const text = `${hint}${heading}:${fieldText(problem, language)}`;
    texts.set(row, texts.has(row) ? `${texts.get(row)}\n${text}` : text);
  }
  return texts;
}
