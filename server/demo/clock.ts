export type DemoClock = {
  readonly now: () => Date;
  /** Puts it forward; it never goes back. */
  readonly forwardTo: (instant: Date) => void;
};

/** A clock that stands in the past and runs from there on. Only the loading of the demo has one. */
export function demoClock(begin: Date): DemoClock {
  let base = begin.getTime();
  let since = performance.now();
  const now = (): Date => new Date(base + Math.floor(performance.now() - since));
  return {
    now,
    forwardTo(instant) {
      if (instant.getTime() <= now().getTime()) return;
      base = instant.getTime();
      since = performance.now();
    },
  };
}
