import { shippedForms } from '#forms/load.ts';
import { COLUMNS, EXAMPLE } from '#server/domain/sheet/layout.ts';

const form = shippedForms().get('catalogue_entry');
if (!form) throw new Error('there is no form of an entry');
export const ENTRY_FORM = form.schema;

/** A sheet as the template has it: each row is the example with what is changed in it, by heading. */
export function sheetOf(rows: readonly Readonly<Record<string, string>>[]): string[][] {
  const headings = COLUMNS.map(({ heading }) => heading);
  return [
    ['序号', ...headings],
    ...rows.map((changed, index) => [String(index + 1), ...headings.map((heading) => changed[heading] ?? EXAMPLE[heading] ?? '')]),
  ];
}
