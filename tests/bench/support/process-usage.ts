import { readdirSync, readFileSync } from 'node:fs';
import type { PartName } from '#server/start/part.ts';
import { findProcesses } from '#server/start/processes.ts';

const TICKS_PER_SECOND = 100;
const PARTS = ['server', 'broker', 'postgres'] as const satisfies readonly PartName[];

/** Processor seconds that each part of an installation has used since it began, its ended children included. */
export function processorSeconds(dataDir: string): Record<PartName, number> {
  return perPart(dataDir, (pid) => {
    const [utime = 0, stime = 0, childrenUtime = 0, childrenStime = 0] = statOf(pid).slice(11, 15).map(Number);
    return (utime + stime + childrenUtime + childrenStime) / TICKS_PER_SECOND;
  });
}

export type Memory = { readonly residentMb: number; readonly ownMb: number };

/** Memory of each part: resident (pages that processes share counted for each) and its fair share of what is shared. */
export function memoryOf(dataDir: string): Record<PartName, Memory> {
  const resident = perPart(dataDir, (pid) => kilobytes(pid, 'Rss') / 1024);
  const own = perPart(dataDir, (pid) => kilobytes(pid, 'Pss') / 1024);
  const of = (part: PartName): Memory => ({ residentMb: resident[part], ownMb: own[part] });
  return { server: of('server'), broker: of('broker'), postgres: of('postgres') };
}

function kilobytes(pid: number, field: 'Rss' | 'Pss'): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
}

/** Sums over the processes that carry a part's mark and all that descend from them: PostgreSQL's own write over theirs. */
function perPart(dataDir: string, measure: (pid: number) => number): Record<PartName, number> {
  const sums: Record<PartName, number> = { server: 0, broker: 0, postgres: 0 };
  const parents = parentOf();
  const marked = new Map(findProcesses(dataDir).map(({ pid, part }) => [pid, part]));
  for (const pid of parents.keys()) {
    const part = PARTS.find((name) => belongsTo(pid, name, marked, parents));
    if (part !== undefined) sums[part] += valueOf(() => measure(pid)) ?? 0;
  }
  return sums;
}

function belongsTo(pid: number, part: PartName, marked: ReadonlyMap<number, PartName>, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined; at = parents.get(at)) if (marked.get(at) === part) return true;
  return false;
}

/** The parent of every process of this machine. */
function parentOf(): Map<number, number> {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return new Map(
    pids.flatMap((pid) => {
      const parent = valueOf(() => Number(statOf(pid)[1]));
      return parent === null ? [] : [[pid, parent] as const];
    }),
  );
}

/** Fields from the state on: the name before it, in brackets, may hold blanks. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Null for a process that has ended since it was found. */
function valueOf<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
