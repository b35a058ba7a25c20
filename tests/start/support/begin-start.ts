import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { waitFor } from '#server/start/wait.ts';

export type Start = {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
};

/** Longer than any start here takes, even beside other tests. */
export const START_WITHIN_MS = 240_000;

const running = new Set<ChildProcess>();

/** Runs a command with little more in its environment than these variables: no setting of the test's own reaches it. */
export function beginCommand(command: string, args: readonly string[], variables: Readonly<Record<string, string>>): Start {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test', ...variables };
  const child = spawn(command, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, ended: new Promise((resolve) => child.once('close', resolve)) };
}

/** Waits until it has printed these words; one that ends without them fails the test with all that it said. */
export async function says({ output, child }: Start, words: string): Promise<void> {
  await waitFor(() => (output().includes(words) || child.exitCode !== null ? true : null), START_WITHIN_MS);
  expect(output()).toContain(words);
}

/** For afterEach: a test that failed leaves none of them running. */
export function killStarts(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => parentOf(pid) === parent).map(Number);
}

/** The fourth field of /proc/<pid>/stat; the second, a name in brackets, may hold blanks. */
function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
