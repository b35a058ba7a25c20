import { useSyncExternalStore } from 'react';

/** Which tasks were opened in this tab, and the revision of what was read there: only these may be decided together. */
type OpenedTasks = Readonly<Record<string, number>>;

const KEY = 'opened-tasks';
const MOST = 200;
const NONE: OpenedTasks = {};
const listeners = new Set<() => void>();
let known: { readonly text: string; readonly tasks: OpenedTasks } = { text: '', tasks: NONE };

export function noteOpened(taskId: string, revision: number): void {
  const { [taskId]: _before, ...others } = read();
  sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...Object.entries(others), [taskId, revision] as const].slice(-MOST))));
  for (const listener of listeners) listener();
}

export function useOpenedTasks(): OpenedTasks {
  return useSyncExternalStore(listen, read, () => NONE);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): OpenedTasks {
  const text = sessionStorage.getItem(KEY) ?? '';
  if (text !== known.text) known = { text, tasks: text === '' ? NONE : Object.fromEntries(entriesOf(JSON.parse(text))) };
  return known.tasks;
}

function entriesOf(stored: unknown): [string, number][] {
  if (typeof stored !== 'object' || stored === null) return [];
  return Object.entries(stored).flatMap(([taskId, revision]) => (typeof revision === 'number' ? [[taskId, revision] as const] : []));
}

/** As the address of the page says it on which they are decided. */
export function openedParameter(taskId: string, revision: number): string {
  return `${taskId}.${revision}`;
}

export function readOpened(texts: readonly string[]): { readonly taskId: string; readonly revision: number }[] {
  return texts.flatMap((text) => {
    const [, taskId, revision] = /^([0-9a-f-]{36})\.(\d{1,6})$/.exec(text) ?? [];
    return taskId === undefined ? [] : [{ taskId, revision: Number(revision) }];
  });
}
