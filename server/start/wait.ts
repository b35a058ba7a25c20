import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer is not null, or gives null after `withinMs`. */
export async function waitFor<T>(ask: () => Promise<T | null> | T | null, withinMs: number, everyMs = 50): Promise<T | null> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null || Date.now() >= end) return answer;
    await pause(everyMs);
  }
}

/** The status and body of a GET, or null when nothing answers within two seconds. */
export async function httpGet(url: string): Promise<{ status: number; body: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return { status: response.status, body: await response.text() };
  } catch {
    return null;
  }
}
