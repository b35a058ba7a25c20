import PdfKit from 'pdfkit';
import { faceFor, fontOf } from './fonts.ts';
import type { Face } from './fonts.ts';
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
  readonly pdf: PDFKit.PDFDocument;
  y: number;
  /** Breaks to a new page unless that much room is left on this one. */
  need: (height: number) => void;
  /** Writes a text at `y` line by line, over the page's end where it must. */
  write: (text: string, style: Style, place: Place) => void;
  /** Draws one line of text at a fixed place, moving nothing. */
  put: (text: string, style: Style, place: Place, y: number) => void;
  rule: (x: number, y: number, toX: number, toY: number, width?: number, colour?: string) => void;
  finish: () => Promise<Buffer>;
};

export type About = { readonly title: string; readonly author: string; readonly subject: string; readonly on: string };

/** Opens an empty A4 paper. The same content always gives the same bytes: the day of issue is the only time in it. */
export function openPaper(about: About): Paper {
  const pdf = new PdfKit({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    // pdfkit would open its own standard font otherwise.
    font: '',
    info: {
      Title: about.title,
      Author: about.author,
      Subject: about.subject,
      CreationDate: new Date(`${about.on}T00:00:00+08:00`),
    },
  });
  // pdfkit takes an opened font as well as a file; its types know the file only.
  for (const face of ['text', 'bold'] as const) pdf.registerFont(face, fontOf(face) as unknown as Buffer);
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });

  const paper: Paper = {
    pdf,
    y: PAGE.top,
    need(height) {
      if (paper.y + height <= PAGE.bottom + 0.01) return;
      pdf.addPage();
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
    rule(x, y, toX, toY, width = 0.7, colour = '#000000') {
      pdf.moveTo(x, y).lineTo(toX, toY).lineWidth(width).stroke(colour);
    },
    finish() {
      pdf.end();
      return ended;
    },
  };

  function put(text: string, style: Style, { x, width, align = 'left' }: Place, y: number, characterSpacing: number): void {
    if (text === '') return;
    const face = faceFor(text, style.face);
    const wide = widthOfText(text, face, style.size);
    const left = align === 'left' ? x : align === 'right' ? x + width - wide : x + (width - wide) / 2;
    pdf.font(face);
    // The line of type stands in the middle of its pitch.
    pdf
      .fontSize(style.size)
      .fillColor(style.colour ?? '#000000')
      .text(text, left, y + (style.pitch - style.size) / 2, { lineBreak: false, baseline: -ASCENT * style.size, characterSpacing });
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
