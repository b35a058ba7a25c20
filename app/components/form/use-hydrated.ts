import { useSyncExternalStore } from 'react';

/** False on the server and for the first render in the browser, so that both draw the same. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

function never(): () => void {
  return () => undefined;
}
