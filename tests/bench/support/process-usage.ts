import { readFileSync } from 'node:fs';
import type { PartName } from '#server/start/part.ts';
import { findProcesses } from '#server/start/processes.ts';

const TICKS_PER_SECOND = 100;

/** Processor seconds that each part of an installation has used since it began, its ended children included. */
export function processorSeconds(dataDir: string): Record<PartName, number> {
  return perPart(dataDir, (pid) => {
    // The name of the program, in brackets, may hold blanks; what follows it is counted from there.
    const [utime = 0, stime = 0, childrenUtime = 0, childrenStime = 0] = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8')).slice(11, 15).map(Number);
    return (utime + stime + childrenUtime + childrenStime) / TICKS_PER_SECOND;
  });
}

function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
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

function perPart(dataDir: string, measure: (pid: number) => number): Record<PartName, number> {
  const sums: Record<PartName, number> = { server: 0, broker: 0, postgres: 0 };
  for (const { pid, part } of findProcesses(dataDir)) {
    try {
      sums[part] += measure(pid);
    } catch {
      // Ended since it was found.
    }
  }
  return sums;
}
