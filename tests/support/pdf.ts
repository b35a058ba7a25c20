import { inflateSync } from 'node:zlib';

export type ReadPdf = {
  readonly pages: number;
  /** What a reader finds when searching, page by page, without the blanks between lines. */
  readonly texts: readonly string[];
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  readonly info: string;
};

type Part = { readonly dictionary: string; readonly stream: string };

/** Reads a PDF as pdfkit writes it: objects in the clear, deflated streams, text in glyphs that a ToUnicode table names. */
export function readPdf(bytes: Buffer): ReadPdf {
  const parts = partsOf(bytes.toString('latin1'));
  const part = (reference: string | undefined): Part => parts.get(Number(reference)) ?? { dictionary: '', stream: '' };
  const all = [...parts.values()];
  const pages = all.filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  const composed = all.filter(({ dictionary }) => dictionary.includes('/Subtype /Type0'));
  return {
    pages: pages.length,
    texts: pages.map((page) => {
      const content = part(numberAfter(page.dictionary, 'Contents')).stream;
      const resources = part(numberAfter(page.dictionary, 'Resources')).dictionary || page.dictionary;
      return textOf(content, (name) => glyphsOf(part(numberAfter(part(numberAfter(resources, name)).dictionary, 'ToUnicode')).stream));
    }),
    fonts: composed.map(({ dictionary }) => {
      const descendant = part(/\/DescendantFonts \[(\d+)/.exec(dictionary)?.[1]).dictionary;
      const descriptor = part(numberAfter(descendant, 'FontDescriptor')).dictionary;
      return {
        name: /\/BaseFont \/(\S+)/.exec(dictionary)?.[1] ?? '',
        isEmbedded: part(numberAfter(descriptor, 'FontFile2')).stream.length > 0,
      };
    }),
    info: bytes.toString('latin1'),
  };
}

function partsOf(text: string): Map<number, Part> {
  const parts = new Map<number, Part>();
  for (const found of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)) {
    const [, id = '', body = ''] = found;
    const at = body.indexOf('stream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? '' : body.slice(at + 'stream\n'.length, body.lastIndexOf('\nendstream'));
    const stream = dictionary.includes('/FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw;
    parts.set(Number(id), { dictionary, stream });
  }
  return parts;
}

function numberAfter(dictionary: string, name: string): string | undefined {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
}

/** By glyph: pdfkit numbers them from 0 in the order of its table. */
function glyphsOf(table: string): string[] {
  return [...table.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => String.fromCharCode(...hex.split(' ').map((unit) => Number.parseInt(unit, 16)))),
  );
}

function textOf(content: string, glyphs: (font: string) => string[]): string {
  let font: string[] = [];
  let text = '';
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[\d.\s-])*)\] TJ/g)) {
    if (name !== undefined) font = glyphs(name);
    for (const [, run = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/g))
      text += (run.match(/.{4}/g) ?? []).map((glyph) => font[Number.parseInt(glyph, 16)] ?? '?').join('');
  }
  return text;
}
