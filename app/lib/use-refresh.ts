import { useEffect } from 'react';
import { useLookAgain } from './use-look-again.ts';

/** Looks again every so often while the page is being looked at: for what no event tells of. */
export function useRefresh(everyMs: number): void {
  const lookAgain = useLookAgain();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') lookAgain();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, lookAgain]);
}
