import { performance } from 'node:perf_hooks';

/** Where the lines of a start go; a test passes its own. */
export type Print = (line: string) => void;

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one step and prints one line with its time.
 * @param label what is then done; a function when the result is part of it
 */
export async function step<T>(print: Print, label: string | ((result: T) => string), work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  print(`✓ ${typeof label === 'string' ? label : label(result)}(${seconds(performance.now() - begin)})`);
  return result;
}

export function seconds(milliseconds: number): string {
  return `${Math.max(0.1, milliseconds / 1000).toFixed(1)} 秒`;
}

/**
 * Says every few seconds how far a long step is, until `work` settles.
 * @param report the current state in words, for example `已下载 45 / 212 MB`
 */
export async function withProgress<T>(print: Print, report: () => string, work: Promise<T>, everyMs = 3000): Promise<T> {
  const timer = setInterval(() => print(`  … ${report()}`), everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
