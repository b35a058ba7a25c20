import { useEffect, useState } from 'react';
import { useLookAgain } from './use-look-again.ts';

const EVENTS = ['task.created', 'task.closed', 'case.changed', 'notification'] as const;
/** One look at the server for a burst of events, and never more than this often. */
const GATHER_MS = 150;
const OFFLINE_AFTER_MS = 4000;

/**
 * Keeps the page as fresh as the database: every event of the person's stream asks the routes for their data again.
 * Returns false once the connection has been gone for some seconds, so that nobody trusts an old page.
 */
export function useLive(signedIn: boolean): boolean {
  const lookAgain = useLookAgain();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!signedIn) return;
    const source = new EventSource('/api/v1/events');
    let gather: ReturnType<typeof setTimeout> | undefined;
    let offline: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    function refresh(): void {
      gather ??= setTimeout(() => {
        gather = undefined;
        if (!lookAgain()) refresh();
      }, GATHER_MS);
    }
    for (const event of EVENTS) source.addEventListener(event, refresh);
    source.onopen = () => {
      clearTimeout(offline);
      offline = undefined;
      setConnected(true);
      if (missed) refresh();
      missed = false;
    };
    source.onerror = () => {
      missed = true;
      offline ??= setTimeout(() => setConnected(false), OFFLINE_AFTER_MS);
    };
    return () => {
      source.close();
      clearTimeout(gather);
      clearTimeout(offline);
    };
  }, [signedIn, lookAgain]);
  return connected;
}
