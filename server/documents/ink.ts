import PdfKit from 'pdfkit';
import { fontOf } from './fonts.ts';
import type { Face } from './fonts.ts';

/** What puts marks on pages, at fixed places in points from the upper left corner. */
export type Ink = {
  newPage: () => void;
  /** `baseline`: where the text stands; `spacing` is added between its characters. */
  text: (text: string, at: { x: number; baseline: number }, look: { face: Face; size: number; colour: string; spacing: number }) => void;
  line: (from: readonly [number, number], to: readonly [number, number], width: number, colour: string) => void;
  box: (x: number, y: number, width: number, height: number) => void;
  /** A dashed circle. */
  ring: (x: number, y: number, radius: number, colour: string) => void;
  /** Filled squares of that size. */
  squares: (places: readonly (readonly [number, number])[], size: number) => void;
};

export type PdfInk = Ink & {
  /** Goes back to a page, counted from 0. */
  turnTo: (page: number) => void;
  finish: () => Promise<Buffer>;
};

type About = { readonly title: string; readonly author: string; readonly subject: string; readonly on: string };

/** A PDF in A4. The same content always gives the same bytes: the day of issue is the only time in it. */
export function pdfInk(about: About): PdfInk {
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
  return {
    newPage: () => pdf.addPage(),
    text(text, { x, baseline }, { face, size, colour, spacing }) {
      pdf
        .font(face)
        .fontSize(size)
        .fillColor(colour)
        .text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
    },
    line: (from, to, width, colour) =>
      pdf
        .moveTo(...from)
        .lineTo(...to)
        .lineWidth(width)
        .stroke(colour),
    box: (x, y, width, height) => pdf.rect(x, y, width, height).lineWidth(0.7).stroke('#000000'),
    ring: (x, y, radius, colour) => pdf.circle(x, y, radius).lineWidth(0.5).dash(3, { space: 3 }).stroke(colour).undash(),
    squares(places, size) {
      for (const [x, y] of places) pdf.rect(x, y, size, size);
      pdf.fill('#000000');
    },
    turnTo: (page) => pdf.switchToPage(page),
    finish() {
      pdf.end();
      return ended;
    },
  };
}

/** Leaves no mark: for trying how much room a document takes. */
export const NO_INK: Ink = {
  newPage() {},
  text() {},
  line() {},
  box() {},
  ring() {},
  squares() {},
};
