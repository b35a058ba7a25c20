import { randomUUID } from 'node:crypto';
import { withRequestId } from './log.ts';
import type { Log } from './log.ts';
import { isDatabaseAway } from './http/database-away.ts';

/** One that takes long stops where it can when it is told that the end has come. */
export type Duty = { readonly name: string; readonly everyMs: number; readonly run: (ending: AbortSignal) => Promise<unknown> };

/** Does each duty now and again, one run of it at a time; a run that fails is said and the next one comes all the same. */
export function startSchedule(log: Log, duties: readonly Duty[]): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = duties.map((duty) => attend(duty));

  async function attend({ name, everyMs, run }: Duty): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await withRequestId(randomUUID(), () => run(ending.signal));
      } catch (error) {
        if (isDatabaseAway(error)) log.warn({ duty: name }, 'database is away, duty put off');
        else log.error({ err: error, duty: name }, 'duty failed');
      }
      await rest(everyMs, ending.signal);
    }
  }

  return {
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}

function rest(ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ending.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      resolve();
    }
    ending.addEventListener('abort', done);
  });
}
