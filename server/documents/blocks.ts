import type { Fact } from '#server/domain/documents/document.ts';
import type { SheetBlock, SignedWords, TickedRow } from '#server/domain/documents/sheet.ts';
import { linesOf, widthOfText } from './lines.ts';
import { mm, PAGE } from './paper.ts';
import type { Paper, Style } from './paper.ts';
import type { Styles } from './styles.ts';

const TEXT = { x: PAGE.left, width: PAGE.textWidth };
const LABEL = mm(32);
/** Between a table and the text around it. */
const GAP = mm(2);
const TICK = mm(16);
const PADDING = { x: 5, y: 4 };

type Cell = { readonly text: string; readonly style: Style; readonly align?: 'left' | 'centre' | 'right' };
type Column = { readonly width: number; readonly cells: readonly Cell[] };

/** Draws a part of the text at the paper's place, under the part before it. */
export function drawBlock(paper: Paper, block: SheetBlock, before: SheetBlock | null, { body, table }: Styles): void {
  if (before && isTable(before) !== isTable(block)) paper.y += GAP;
  const indented = { ...TEXT, indent: body.size * 2 };
  switch (block.kind) {
    case 'paragraph':
      return paper.write(block.text, body, indented);
    case 'heading':
      // A heading never stays behind alone.
      paper.need(body.pitch * 2);
      return paper.write(block.text, { ...body, face: 'bold' }, indented);
    case 'facts':
      return drawRows(
        paper,
        paired(block.rows, table).map((facts) => factRow(facts, table)),
        table,
      );
    case 'choices':
      return drawRows(paper, [choiceRow(block.head, bold(table)), ...block.rows.map((row) => choiceRow(row, table))], table);
    case 'opinions':
      return drawRows(
        paper,
        block.rows.map((row) => opinionRow(row, table)),
        table,
      );
    default:
      return block satisfies never;
  }
}

function isTable({ kind }: SheetBlock): boolean {
  return kind === 'facts' || kind === 'choices' || kind === 'opinions';
}

const bold = (style: Style): Style => ({ ...style, face: 'bold' });

/** Two short facts stand beside each other in one row. */
function paired(rows: readonly Fact[], table: Style): Fact[][] {
  const lines: Fact[][] = [];
  for (const row of rows) {
    const beside = lines.at(-1);
    if (beside?.length === 1 && [...beside, row].every((fact) => isShort(fact, table))) beside.push(row);
    else lines.push([row]);
  }
  return lines;
}

const HALF = PAGE.textWidth / 2;

function isShort({ text }: Fact, { face, size }: Style): boolean {
  return !text.includes('\n') && widthOfText(text, face, size) <= HALF - LABEL - PADDING.x * 2;
}

function factRow(facts: readonly Fact[], table: Style): Column[] {
  const width = PAGE.textWidth / facts.length;
  return facts.flatMap(({ label, text }) => [
    { width: LABEL, cells: [{ text: label, style: bold(table), align: 'centre' as const }] },
    { width: width - LABEL, cells: [{ text, style: table }] },
  ]);
}

function choiceRow({ label, yes, no }: TickedRow, style: Style): Column[] {
  return [
    { width: PAGE.textWidth - TICK * 2, cells: [{ text: label, style }] },
    { width: TICK, cells: [{ text: yes, style, align: 'centre' }] },
    { width: TICK, cells: [{ text: no, style, align: 'centre' }] },
  ];
}

/** The step at the left; the words, and under them who signed as what on which day, at the right. */
function opinionRow({ step, words, signed }: SignedWords, table: Style): Column[] {
  const cells: Cell[] = [
    ...words.map((text) => ({ text, style: table })),
    ...signed.map((text) => ({ text, style: table, align: 'right' as const })),
  ];
  return [
    { width: LABEL, cells: [{ text: step, style: bold(table), align: 'centre' }] },
    { width: PAGE.textWidth - LABEL, cells },
  ];
}

type Laid = { readonly text: string; readonly style: Style; readonly align: 'left' | 'centre' | 'right' };

/** A table with a frame around every cell; a row that fits no page goes over the page's end line by line. */
function drawRows(paper: Paper, rows: readonly Column[][], { pitch }: Style): void {
  for (const columns of rows) {
    const laid = columns.map(({ width, cells }) => ({ width, lines: cells.flatMap((cell) => layOut(cell, width - PADDING.x * 2)) }));
    const longest = Math.max(...laid.map(({ lines }) => lines.length));
    const most = Math.floor((PAGE.bottom - PAGE.top - PADDING.y * 2) / pitch);
    if (longest <= most) paper.need(longest * pitch + PADDING.y * 2);
    for (let from = 0; from < longest; ) {
      paper.need(pitch + PADDING.y * 2);
      const room = Math.floor((PAGE.bottom - paper.y - PADDING.y * 2 + 0.01) / pitch);
      const count = Math.min(room, longest - from);
      const part = laid.map(({ width, lines }) => ({ width, lines: lines.slice(from, from + count) }));
      drawRow(paper, part, count * pitch);
      from += count;
    }
  }
}

function layOut({ text, style, align = 'left' }: Cell, width: number): Laid[] {
  return linesOf(text, { face: style.face, size: style.size, width }).map((line) => ({ text: line.text, style, align }));
}

function drawRow(paper: Paper, columns: readonly { readonly width: number; readonly lines: readonly Laid[] }[], content: number): void {
  const height = content + PADDING.y * 2;
  let x = PAGE.left;
  for (const { width, lines } of columns) {
    paper.ink.box(x, paper.y, width, height);
    // Short cells stand in the middle of their row.
    const used = lines.reduce((sum, { style }) => sum + style.pitch, 0);
    let y = paper.y + PADDING.y + (content - used) / 2;
    for (const { text, style, align } of lines) {
      paper.put(text, style, { x: x + PADDING.x, width: width - PADDING.x * 2, align }, y);
      y += style.pitch;
    }
    x += width;
  }
  paper.y += height;
}
