import { useCallback, useSyncExternalStore } from 'react';
import { useShell } from './shell.tsx';

const MOST = 8;
const CHANGED = 'gongkai:searches';

/** The person's last searches, the newest first: on this device only, and each person's apart, since office computers are shared. */
export function useRecentSearches(): { recent: readonly string[]; remember: (q: string) => void; forget: () => void } {
  const account = useShell()?.actor?.id;
  const key = account === undefined ? null : `gongkai.searches.${account}`;
  const stored = useSyncExternalStore(
    listen,
    () => read(key),
    () => '[]',
  );
  const remember = useCallback(
    (q: string) => write(key, JSON.stringify([q, ...parse(read(key)).filter((other) => other !== q)].slice(0, MOST))),
    [key],
  );
  const forget = useCallback(() => write(key, '[]'), [key]);
  return { recent: parse(stored), remember, forget };
}

function listen(changed: () => void): () => void {
  document.addEventListener(CHANGED, changed);
  return () => document.removeEventListener(CHANGED, changed);
}

/** A full or forbidden storage is no reason to disturb whoever searches. */
function read(key: string | null): string {
  try {
    return (key === null ? null : localStorage.getItem(key)) ?? '[]';
  } catch {
    return '[]';
  }
}

function write(key: string | null, text: string): void {
  if (key === null || text === read(key)) return;
  try {
    localStorage.setItem(key, text);
  } catch {
    return;
  }
  document.dispatchEvent(new Event(CHANGED));
}

function parse(stored: string): string[] {
  try {
    const list: unknown = JSON.parse(stored);
    return Array.isArray(list) ? list.filter((q) => typeof q === 'string') : [];
  } catch {
    return [];
  }
}
