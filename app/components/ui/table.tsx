import type { ReactNode } from 'react';

type Column<Row> = { key: string; label: string; cell: (row: Row) => ReactNode; className?: string; primary?: boolean };

type TableProps<Row> = { caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string };

/**
 * A table on wide screens; on a phone each row is a small card whose cells carry their column's name.
 * The roles are written out because browsers drop them when a table is laid out as blocks.
 */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table role="table" className="w-full border-collapse text-left max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-md:sr-only">
        <tr role="row" className="border-line text-muted border-b text-sm">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={`px-3 py-1.5 font-medium first:pl-4 last:pr-4 whitespace-nowrap ${column.className ?? ''}`}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            data-row
            className="border-line hover:bg-sunken border-b align-top last:border-b-0 max-md:block max-md:py-2"
          >
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                className={`px-3 py-2 first:pl-4 last:pr-4 max-md:flex max-md:px-4 max-md:gap-3 max-md:py-0.5 ${column.className ?? ''}`}
              >
                <span aria-hidden="true" className={`text-muted w-20 shrink-0 text-sm md:hidden ${column.primary ? 'hidden' : ''}`}>
                  {column.label}
                </span>
                <span className={column.primary ? 'max-md:font-medium' : undefined}>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
