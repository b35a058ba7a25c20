import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import type { PartName } from './part.ts';
import { waitFor } from './wait.ts';

/**
 * Every process of an installation carries a variable in its environment from its first instruction on, and its
 * children inherit it. So /proc tells what an earlier start left behind, without pid files that are written
 * too late or name a process number that has gone to a stranger.
 */
const variable = 'INSTALLATION_PART';

export function processMark(dataDir: string, part: PartName): Record<string, string> {
  return { [variable]: `${part}:${realpathSync(dataDir)}` };
}

/** The environment without a mark of an installation that this process itself may be a part of. */
export function unmarked(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [variable]: _mark, ...rest } = environment;
  return rest;
}

export type FoundProcess = { pid: number; part: PartName };

const allParts: PartName[] = ['server', 'broker', 'postgres'];

/** The running processes of the installation with this data folder, whoever started them. */
export function findProcesses(dataDir: string, parts: PartName[] = allParts): FoundProcess[] {
  const data = realpathSync(dataDir);
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.flatMap((pid) => {
    if (pid === process.pid || pid === process.ppid) return [];
    const part = partOf(pid, data);
    return part && parts.includes(part) ? [{ pid, part }] : [];
  });
}

function partOf(pid: number, data: string): PartName | null {
  const marks = readEnvironment(pid);
  return allParts.find((part) => marks.includes(`${variable}=${part}:${data}`)) ?? null;
}

/** Empty for a process that has ended, or of another user. */
function readEnvironment(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/**
 * Ends what a killed start left, never adopts it: asks politely, then kills.
 * @returns the parts of which something was ended
 */
export async function endLeftOvers(dataDir: string, parts: PartName[] = allParts, politeMs = 10_000): Promise<PartName[]> {
  const found = findProcesses(dataDir, parts);
  if (found.length === 0) return [];
  const isGone = () => findProcesses(dataDir, parts).length === 0;
  for (const { pid, part } of found) signalProcess(pid, part === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const gone = await waitFor(() => (isGone() ? true : null), politeMs);
  if (gone === null) {
    for (const { pid } of findProcesses(dataDir, parts)) signalProcess(pid, 'SIGKILL');
    await waitFor(() => (isGone() ? true : null), politeMs);
  }
  return [...new Set(found.map(({ part }) => part))];
}

/** Signals a process, or with a negative number its group; one that is already gone is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}
