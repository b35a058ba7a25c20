import writeExcelFile from 'write-excel-file/node';

export type SheetToWrite = {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly widths: readonly number[];
  /** Up to this row everything is a heading, and stays in sight. */
  readonly headingRow: number;
  /** Cells that are to be seen at once: row and column, both from 0. */
  readonly marked?: readonly (readonly [number, number])[];
};

/** Cells are text and never formulas, whatever they begin with. */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  const written = sheets.map(({ name, rows, widths, headingRow, marked = [] }) => {
    const red = new Set(marked.map(([row, column]) => `${row} ${column}`));
    return {
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: headingRow,
      data: rows.map((row, at) =>
        row.map((value, column) => ({
          value,
          type: String,
          format: '@',
          wrap: true,
          alignVertical: 'top' as const,
          ...(at < headingRow ? { fontWeight: 'bold' as const, backgroundColor: '#e8eef7' } : {}),
          ...(red.has(`${at} ${column}`) ? { backgroundColor: '#fde2e1' } : {}),
        })),
      ),
    };
  });
  return new Uint8Array(await writeExcelFile(written).toBuffer());
}
