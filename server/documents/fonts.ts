import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { create } from 'fontkit';
import type { Font } from 'fontkit';

/**
 * Noto Serif SC (SIL Open Font License, see fonts/OFL.txt): the text face with every Chinese character that names may have,
 * the bold one with the characters of GB 2312 for titles and labels. Kept compressed, and open once for all documents.
 */
export type Face = 'text' | 'bold';

const FILES: Readonly<Record<Face, string>> = { text: 'noto-serif-sc-regular.ttf.br', bold: 'noto-serif-sc-bold.ttf.br' };
const opened = new Map<Face, Font>();

export function fontOf(face: Face): Font {
  const known = opened.get(face);
  if (known) return known;
  const font = create(brotliDecompressSync(readFileSync(path.join(import.meta.dirname, 'fonts', FILES[face]))));
  if (!('glyphForCodePoint' in font)) throw new Error(`${FILES[face]} is no single font`);
  opened.set(face, font);
  return font;
}

/** The face in which every character of the text exists: a rare name is better plain than missing. */
export function faceFor(text: string, wanted: Face): Face {
  if (wanted === 'text') return 'text';
  const font = fontOf('bold');
  return [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) ? 'bold' : 'text';
}

const widths: Readonly<Record<Face, Map<string, number>>> = { text: new Map(), bold: new Map() };

/** Width of one character in parts of the type size. */
export function widthOf(character: string, face: Face): number {
  const known = widths[face].get(character);
  if (known !== undefined) return known;
  const font = fontOf(face);
  const width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
  widths[face].set(character, width);
  return width;
}
