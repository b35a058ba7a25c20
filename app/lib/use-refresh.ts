import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Looks again every so often while the page is being looked at: for what no event tells of. */
export function useRefresh(everyMs: number): void {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && latest.current.state === 'idle') latest.current.revalidate();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
