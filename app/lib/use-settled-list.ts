import { useEffect, useRef, useState } from 'react';

export type Settled<Row> = { row: Row; isNew: boolean; isGone: boolean };

type Shown<Row> = { view: string; rows: readonly Row[]; fresh: ReadonlySet<string> };

/**
 * A live list that does not move under somebody's hand. While the list is `held` (pointer or focus in it) rows that
 * came are counted instead of shown, and rows that went stay in their place, marked; on release everything settles.
 * `view` names what the list shows: another box or filter starts afresh, with nothing marked as new.
 */
export function useSettledList<Row>(rows: readonly Row[], idOf: (row: Row) => string, view: string, held: boolean) {
  const [shown, setShown] = useState<Shown<Row>>({ view, rows, fresh: new Set() });
  const known = useRef(new Set(rows.map(idOf)));

  const current = shown.view === view ? shown : { view, rows, fresh: new Set<string>() };
  const live = new Map(rows.map((row) => [idOf(row), row]));
  const shownIds = new Set(current.rows.map(idOf));
  const waiting = rows.filter((row) => !shownIds.has(idOf(row)));

  function settle(): void {
    const fresh = new Set(rows.map(idOf).filter((id) => !known.current.has(id)));
    for (const id of fresh) known.current.add(id);
    setShown((before) => ({ view, rows, fresh: before.view === view ? new Set([...before.fresh, ...fresh]) : fresh }));
  }

  useEffect(() => {
    if (shown.view !== view) {
      known.current = new Set(rows.map(idOf));
      setShown({ view, rows, fresh: new Set() });
    } else if (!held) settle();
    // settle reads only what is listed here
  }, [rows, view, held]);

  const entries: Settled<Row>[] = current.rows.map((row) => {
    const id = idOf(row);
    return { row: live.get(id) ?? row, isNew: current.fresh.has(id), isGone: !live.has(id) };
  });
  return { entries, waiting: held ? waiting.length : 0, settle };
}
