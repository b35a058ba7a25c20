/** What the times of many rounds come to; milliseconds unless the row says otherwise. */
export type Spread = { readonly n: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };

/** Nearest rank: every figure is one that was measured. Throws when nothing was. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  return { n: sorted.length, p50: rank(sorted, 0.5), p95: rank(sorted, 0.95), p99: rank(sorted, 0.99), max: rank(sorted, 1) };
}

function rank(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** What a figure may be at most or must be at least, and which figure of the row that is about. */
export type Limit = { readonly of: 'p50' | 'p95' | 'p99' | 'value'; readonly atMost?: number; readonly atLeast?: number };

/** One line of the table: a spread of many rounds, or a single value. */
export type Row = {
  readonly name: string;
  readonly unit: string;
  readonly spread?: Spread;
  readonly value?: number;
  /** What the value was taken from. */
  readonly n?: number;
  readonly limits: readonly Limit[];
  readonly note: string;
};

type Extra = { readonly limits?: readonly Limit[]; readonly note?: string; readonly n?: number };

/** A row without figures when there was nothing to measure: it keeps no limit. */
export function timesRow(name: string, samples: readonly number[], extra: Extra = {}): Row {
  const row = { name, unit: 'ms', limits: extra.limits ?? [], note: extra.note ?? '' };
  return samples.length === 0 ? { ...row, n: 0 } : { ...row, spread: spreadOf(samples) };
}

export function valueRow(name: string, unit: string, value: number, extra: Extra = {}): Row {
  return { name, unit, value, limits: extra.limits ?? [], note: extra.note ?? '', ...(extra.n === undefined ? {} : { n: extra.n }) };
}

export function figureOf(row: Row, of: Limit['of']): number | undefined {
  return of === 'value' ? row.value : row.spread?.[of];
}

/** Null for a limit on a figure that the row does not have. */
export function keeps(row: Row, limit: Limit): boolean | null {
  const figure = figureOf(row, limit.of);
  if (figure === undefined) return null;
  return figure <= (limit.atMost ?? Infinity) && figure >= (limit.atLeast ?? -Infinity);
}
