import { useCallback, useEffect, useRef, useState } from 'react';

type Settled<Row> = { row: Row; isNew: boolean; isGone: boolean };
type Shown<Row> = { view: string; rows: readonly Row[]; fresh: ReadonlySet<string> };

const NOTHING_FRESH: ReadonlySet<string> = new Set();

/**
 * A live list that does not move under somebody's hand. While the list is `held` (pointer or focus in it) rows that
 * came are counted instead of shown, and rows that went stay in their place, marked; on release everything settles.
 * `view` names what the list shows: another box or filter starts afresh, with nothing marked as new.
 */
export function useSettledList<Row extends { readonly id: string }>(rows: readonly Row[], view: string, held: boolean) {
  const [shown, setShown] = useState<Shown<Row>>({ view, rows, fresh: NOTHING_FRESH });
  const known = useRef(idsOf(rows));

  const settle = useCallback(() => {
    const fresh = [...idsOf(rows)].filter((id) => !known.current.has(id));
    known.current = new Set([...known.current, ...fresh]);
    setShown((before) => ({ view, rows, fresh: new Set([...(before.view === view ? before.fresh : NOTHING_FRESH), ...fresh]) }));
  }, [rows, view]);

  const isOtherView = shown.view !== view;
  useEffect(() => {
    if (isOtherView) known.current = idsOf(rows);
    if (isOtherView || !held) settle();
  }, [isOtherView, held, rows, settle]);

  const current = isOtherView ? { rows, fresh: NOTHING_FRESH } : shown;
  const live = new Map(rows.map((row) => [row.id, row]));
  const shownIds = idsOf(current.rows);
  const entries: Settled<Row>[] = current.rows.map((row) => ({
    row: live.get(row.id) ?? row,
    isNew: current.fresh.has(row.id),
    isGone: !live.has(row.id),
  }));
  const waiting = rows.filter(({ id }) => !shownIds.has(id)).length;
  return { entries, waiting: held ? waiting : 0, settle };
}

function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}
