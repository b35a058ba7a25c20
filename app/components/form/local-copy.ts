/** Answers that stayed in this tab, and when, ISO. */
export type KeptCopy = { answers: Readonly<Record<string, unknown>>; at: string };

// For the tab only, gone when it is closed: office computers are shared, and the server keeps the drafts.
const prefix = 'gongkai.draft.';

/** Keeps them; returns the time. A full or forbidden storage is no reason to disturb whoever is typing. */
export function keepCopy(key: string, answers: Readonly<Record<string, unknown>>): string {
  const at = new Date().toISOString();
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify({ answers, at }));
  } catch {
    return at;
  }
  return at;
}

export function forgetCopy(key: string): void {
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    return;
  }
}

export function keptCopy(key: string): KeptCopy | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('answers' in kept) || !('at' in kept)) return null;
    const { answers, at } = kept;
    return typeof answers === 'object' && answers !== null && typeof at === 'string' ? { answers: { ...answers }, at } : null;
  } catch {
    return null;
  }
}
