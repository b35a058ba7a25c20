import { parentPort, workerData } from 'node:worker_threads';
import { checkWorkbook } from './check-workbook.ts';
import type { WorkbookCheck } from './check-workbook.ts';
import { writeWorkbook } from './write-workbook.ts';
import type { SheetToWrite } from './write-workbook.ts';

/** What a thread is asked for: it reads and checks what somebody sent, or writes a workbook. */
export type Work =
  | { readonly kind: 'check'; readonly check: WorkbookCheck }
  | { readonly kind: 'write'; readonly sheets: readonly SheetToWrite[] };

// Only this product's own code starts a thread, with exactly this.
const work = workerData as Work;

function say(message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, and no window's
  parentPort?.postMessage(message);
}

if (work.kind === 'check') {
  const result = await checkWorkbook(work.check, (done, total) => say({ done, total }));
  say({ result });
} else {
  say({ result: await writeWorkbook(work.sheets) });
}
