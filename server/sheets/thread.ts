import { Worker } from 'node:worker_threads';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import type { CheckedWorkbook, WorkbookCheck } from './check-workbook.ts';
import type { Work } from './worker.ts';
import type { SheetToWrite } from './write-workbook.ts';

/** No file that people write needs more; one that does is made to hurt. */
const MEMORY_MB = 384;
const LONGEST_MS = 60_000;

export type Progress = (done: number, total: number) => void;

/** Reads and checks a file beside the server's own thread: nobody else waits, and what blows up does so alone. */
export async function checkInThread(check: WorkbookCheck, tell: Progress, ending?: AbortSignal): Promise<CheckedWorkbook | FieldRefusal> {
  const result = await inThread({ kind: 'check', check }, tell, ending);
  // The thread is this product's own code: it answers what checkWorkbook does.
  return result === null ? { code: 'sheet_unpacks_too_large' } : (result as CheckedWorkbook | FieldRefusal);
}

export async function writeInThread(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const result = await inThread({ kind: 'write', sheets }, () => undefined);
  if (!(result instanceof Uint8Array)) throw new Error('the workbook was not written');
  return Buffer.from(result);
}

/** Null when the thread ran out of memory or time. */
function inThread(work: Work, tell: Progress, ending?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (ending?.aborted === true) return reject(new Error('the server is stopping'));
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const late = setTimeout(() => end(() => resolve(null)), LONGEST_MS);
    const stop = (): void => end(() => reject(new Error('the server is stopping')));
    ending?.addEventListener('abort', stop);
    function end(settle: () => void): void {
      clearTimeout(late);
      ending?.removeEventListener('abort', stop);
      void worker.terminate();
      settle();
    }
    worker.on('message', (message: { done: number; total: number } | { result: unknown }) => {
      if ('result' in message) end(() => resolve(message.result));
      else tell(message.done, message.total);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(null) : reject(error))),
    );
  });
}
