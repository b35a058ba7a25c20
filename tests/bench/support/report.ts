import { keeps } from './figures.ts';
import type { Limit, Row } from './figures.ts';

export type SectionReport = { readonly name: string; readonly title: string; readonly seconds: number; readonly rows: readonly Row[] };

const HEAD = ['', 'n', 'p50 / value', 'p95', 'p99', 'max', 'limit', ''];

/** A section as lines of a table; what misses its limit is marked, and only that. */
export function tableOf({ title, seconds, rows }: SectionReport): string[] {
  const body = rows.map(cells);
  const widths = HEAD.map((head, column) => Math.max(head.length, ...body.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 || column > 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return ['', `${title} (${seconds.toFixed(0)} s)`, line(HEAD), ...body.map(line)];
}

function cells(row: Row): string[] {
  const { name, unit, spread, value, n, limits, note } = row;
  const figures = spread
    ? [String(spread.n), short(spread.p50), short(spread.p95), short(spread.p99), short(spread.max)]
    : [n === undefined ? '' : String(n), value === undefined ? '' : short(value), '', '', ''];
  const verdict = limits.length === 0 ? '' : limits.every((limit) => keeps(row, limit) === true) ? 'ok' : `MISSED ${missed(row)}`;
  return [`${name} [${unit}]`, ...figures, limits.map(written).join(', '), [verdict, note].filter(Boolean).join(' · ')];
}

function missed(row: Row): string {
  return row.limits
    .filter((limit) => keeps(row, limit) !== true)
    .map(({ of }) => of)
    .join(', ');
}

function written({ of, atMost, atLeast }: Limit): string {
  const name = of === 'value' ? '' : `${of} `;
  return atMost === undefined ? `${name}>= ${atLeast}` : `${name}<= ${atMost}`;
}

function short(figure: number): string {
  if (Number.isInteger(figure)) return String(figure);
  return figure.toFixed(Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2);
}

/** What stands in the JSON beside the plain rows: each limit with what became of it. */
export function withVerdicts(report: SectionReport) {
  return {
    ...report,
    rows: report.rows.map((row) => ({ ...row, limits: row.limits.map((limit) => ({ ...limit, kept: keeps(row, limit) })) })),
  };
}
