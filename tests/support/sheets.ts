import { shippedForms } from '#forms/load.ts';
import { COLUMNS, EXAMPLE } from '#server/domain/sheet/layout.ts';
import { zip } from './files.ts';

const form = shippedForms().get('catalogue_entry');
if (!form) throw new Error('there is no form of an entry');
export const ENTRY_FORM = form.schema;

/** A sheet as the template has it: each row is the example with what is changed in it, by heading. */
export function sheetOf(rows: readonly Readonly<Partial<Record<string, string>>>[]): string[][] {
  const headings = COLUMNS.map(({ heading }) => heading);
  return [
    ['序号', ...headings],
    ...rows.map((changed, index) => [String(index + 1), ...headings.map((heading) => changed[heading] ?? EXAMPLE[heading] ?? '')]),
  ];
}

export function csvFile(rows: readonly (readonly string[])[]): Buffer {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Buffer.from(rows.map((row) => row.map(cell).join(',')).join('\r\n'));
}

/** A workbook that says of its last part that it is so large unpacked. */
export function bomb(unpacked: number): Buffer {
  const bytes = zip({ 'xl/workbook.xml': 'x', 'xl/worksheets/sheet1.xml': 'x' });
  bytes.writeUInt32LE(unpacked, bytes.lastIndexOf('PK\u0001\u0002') + 24);
  return bytes;
}
