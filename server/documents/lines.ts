import { widthOf } from './fonts.ts';
import type { Face } from './fonts.ts';

/** `full`: an inner line of its paragraph, which reaches the right edge. */
export type Line = { readonly text: string; readonly full: boolean };

/** Never at the beginning of a line, never at its end (GB/T 15834-2011). */
const NOT_FIRST = new Set('，。、；：？！）》〉】〕」』”’…—·,.;:?!)]}%％℃');
const NOT_LAST = new Set('（《〈【〔「『“‘([{');

/** Words of other scripts and numbers stay together where they fit into a line. */
const PIECES = /[A-Za-z0-9_./:@%+-]+|\s|./gu;

type Measure = {
  readonly face: Face;
  readonly size: number;
  readonly width: number;
  /** By so much the first line is shorter. */
  readonly indent?: number;
  /** A closing mark may stand over the right edge: for lines that are set to it afterwards. */
  readonly hangs?: boolean;
};

/** Breaks a text into lines; what was typed as a new line begins one. */
export function linesOf(text: string, measure: Measure): Line[] {
  return text.split('\n').flatMap((part) => paragraphLines(part, measure));
}

export function widthOfText(text: string, face: Face, size: number): number {
  return [...text].reduce((sum, character) => sum + widthOf(character, face), 0) * size;
}

function paragraphLines(text: string, { face, size, width, indent = 0, hangs = false }: Measure): Line[] {
  const lines: Line[] = [];
  let current: string[] = [];
  let used = indent;

  function endLine(next: string): void {
    const carried = carriedOver(current, next);
    lines.push({ text: current.join('').trimEnd(), full: true });
    current = carried;
    used = carried.reduce((sum, piece) => sum + widthOfText(piece, face, size), 0);
  }

  for (const piece of piecesOf(text, face, size, width)) {
    const needed = widthOfText(piece, face, size);
    const edge = hangs && NOT_FIRST.has(piece) ? width + size : width;
    if (used + needed > edge + 0.01 && current.length > 0) endLine(piece);
    current.push(piece);
    used += needed;
  }
  return [...lines, { text: current.join('').trimEnd(), full: false }];
}

/** Takes from the end of a full line what must not be parted from what comes next; nothing when that would empty it. */
function carriedOver(line: string[], next: string): string[] {
  let keep = line.length;
  while (
    keep > 0 &&
    ((keep === line.length && NOT_FIRST.has(next)) || NOT_FIRST.has(line[keep] ?? '') || NOT_LAST.has(line[keep - 1] ?? ''))
  )
    keep -= 1;
  return keep === 0 ? [] : line.splice(keep);
}

function piecesOf(text: string, face: Face, size: number, width: number): string[] {
  return (text.match(PIECES) ?? []).flatMap((piece) => (widthOfText(piece, face, size) > width / 2 ? [...piece] : [piece]));
}
