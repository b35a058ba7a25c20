import { faceFor } from './fonts.ts';
import type { Face } from './fonts.ts';
import type { Ink } from './ink.ts';
import { linesOf, widthOfText } from './lines.ts';

const MM = 72 / 25.4;

/** The page of GB/T 9704-2012: A4, head 37 mm, binding edge 28 mm, text area 156 mm x 225 mm. */
export const PAGE = {
  width: 210 * MM,
  height: 297 * MM,
  left: 28 * MM,
  right: (28 + 156) * MM,
  top: 37 * MM,
  bottom: (37 + 225) * MM,
  textWidth: 156 * MM,
} as const;

export const mm = (length: number): number => length * MM;

export type Style = {
  readonly face: Face;
  readonly size: number;
  /** From one line to the next. */
  readonly pitch: number;
  readonly colour?: string;
};

export type Place = {
  readonly x: number;
  readonly width: number;
  readonly align?: 'left' | 'centre' | 'right';
  /** Of the first line. */
  readonly indent?: number;
};

/** A paper being written from top to bottom: `y` is where the next thing goes. */
export type Paper = {
  readonly ink: Ink;
  y: number;
  pages: number;
  /** Breaks to a new page unless that much room is left on this one. */
  need: (height: number) => void;
  /** Writes a text at `y` line by line, over the page's end where it must. */
  write: (text: string, style: Style, place: Place) => void;
  /** Draws one line of text at a fixed place, moving nothing. */
  put: (text: string, style: Style, place: Place, y: number) => void;
  /** A horizontal line. */
  rule: (x: number, toX: number, y: number, width?: number, colour?: string) => void;
};

export function paperFor(ink: Ink): Paper {
  const paper: Paper = {
    ink,
    y: PAGE.top,
    pages: 1,
    need(height) {
      if (paper.y + height <= PAGE.bottom + 0.01) return;
      ink.newPage();
      paper.pages += 1;
      paper.y = PAGE.top;
    },
    write(text, style, place) {
      const { face, size } = style;
      const hangs = (place.align ?? 'left') === 'left';
      const lines = linesOf(text, { face, size, hangs, width: place.width, indent: place.indent ?? 0 });
      lines.forEach((line, index) => {
        paper.need(style.pitch);
        const indent = index === 0 ? (place.indent ?? 0) : 0;
        const spacing = line.full && hangs ? spread(line.text, style, place.width - indent) : 0;
        put(line.text, style, { ...place, x: place.x + indent, width: place.width - indent }, paper.y, spacing);
        paper.y += style.pitch;
      });
    },
    put: (text, style, place, y) => put(text, style, place, y, 0),
    rule: (x, toX, y, width = 0.7, colour = '#000000') => ink.line([x, y], [toX, y], width, colour),
  };

  function put(text: string, style: Style, { x, width, align = 'left' }: Place, y: number, spacing: number): void {
    if (text === '') return;
    const { size, colour = '#000000' } = style;
    const face = faceFor(text, style.face);
    const wide = widthOfText(text, face, size);
    const left = align === 'left' ? x : align === 'right' ? x + width - wide : x + (width - wide) / 2;
    // The line of type stands in the middle of its pitch.
    const baseline = y + (style.pitch - size) / 2 + ASCENT * size;
    ink.text(text, { x: left, baseline }, { face, size, colour, spacing });
  }
  return paper;
}

/** From the top of the square of a Chinese character to its base line. */
const ASCENT = 0.88;

/** What a full line lacks to the right edge is spread between its characters; a large lack is left open. */
function spread(text: string, { face, size }: Style, width: number): number {
  const gaps = [...text].length - 1;
  const lack = width - widthOfText(text, face, size);
  return gaps > 0 && Math.abs(lack) <= size * 2 ? lack / gaps : 0;
}
