import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines } from './failure.ts';
import type { Part, PartName } from './part.ts';
import { processMark, signalProcess, unmarked } from './processes.ts';
import type { Print } from './steps.ts';

export type Supervisor = {
  /** Runs a part and keeps it running until `stop`. Settles once it is spawned. */
  run: (part: Part) => Promise<void>;
  /** Stops everything in this order, each part within its time, then by force. Safe to call twice. */
  stop: (order: PartName[]) => Promise<void>;
  /** Ends everything at once. */
  kill: () => void;
  /** From now on a part that dies is started again; before, its death fails the start. */
  keepAlive: () => void;
};

type Running = { part: Part; child: ChildProcess; exited: Promise<string>; since: number };

const firstBackOffMs = 500;
const longestBackOffMs = 30_000;
/** A part that lived this long begins again with the shortest back-off. */
const healthyAfterMs = 60_000;

/** Our own death by a bug must not leave parts behind. */
const endings = new Set<() => void>();
process.once('exit', () => endings.forEach((end) => end()));

/**
 * Watches the processes of one installation. Each runs in a process group of its own, so that a Ctrl-C of the
 * terminal reaches only us and we decide what stops in which order.
 * @param onFailedStart called when a part dies before `keepAlive`
 */
export function createSupervisor(dataDir: string, print: Print, onFailedStart: (part: Part, how: string) => void): Supervisor {
  const running = new Map<PartName, Running>();
  const stopping = new AbortController();
  let alive = false;

  async function run(part: Part): Promise<void> {
    if (stopping.signal.aborted) return;
    const first = await spawnPart(part, dataDir);
    running.set(part.name, first);
    // A stop may have come while it was being spawned.
    if (stopping.signal.aborted) signalGroup(first, 'SIGKILL');
    void watch(first);
  }

  async function watch(first: Running): Promise<void> {
    const { part } = first;
    let backOffMs = firstBackOffMs;
    for (let current = first; ; current = await restart(part, current)) {
      const how = await current.exited;
      signalGroup(current, 'SIGKILL');
      if (stopping.signal.aborted) return;
      if (!alive) return onFailedStart(part, how);
      if (Date.now() - current.since > healthyAfterMs) backOffMs = firstBackOffMs;
      print(`! ${part.title} 意外退出(${how}),${backOffMs / 1000} 秒后重新启动`);
      await pause(backOffMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    }
  }

  async function restart(part: Part, last: Running): Promise<Running> {
    try {
      const next = await spawnPart(part, dataDir);
      running.set(part.name, next);
      if (stopping.signal.aborted) signalGroup(next, 'SIGKILL');
      print(`✓ ${part.title} 已重新启动(进程 ${next.child.pid ?? '—'})`);
      return next;
    } catch (error) {
      return { ...last, exited: Promise.resolve(String(error)), since: Date.now() };
    }
  }

  async function stop(order: PartName[]): Promise<void> {
    stopping.abort();
    for (const name of order) {
      const current = running.get(name);
      if (current) await stopPart(current);
      running.delete(name);
    }
  }

  function kill(): void {
    stopping.abort();
    for (const current of running.values()) signalGroup(current, 'SIGKILL');
  }

  endings.add(kill);
  return { run, stop, kill, keepAlive: () => void (alive = true) };
}

async function spawnPart(part: Part, dataDir: string): Promise<Running> {
  const launch = await part.launch();
  const log = part.logFile === null ? 'inherit' : openLog(part.logFile);
  const child = spawn(launch.command, launch.args, {
    cwd: launch.cwd,
    env: { ...unmarked(launch.env), ...processMark(dataDir, part.name) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `退出码 ${code}`));
  });
  if (typeof log === 'number') closeSync(log);
  return { part, child, exited, since: Date.now() };
}

async function stopPart(current: Running): Promise<void> {
  const { child, part } = current;
  if (child.pid === undefined) return;
  signalProcess(child.pid, part.stopSignal);
  const timer = setTimeout(() => signalGroup(current, 'SIGKILL'), part.stopWithinMs);
  await current.exited;
  clearTimeout(timer);
  // What it started and did not end itself.
  signalGroup(current, 'SIGKILL');
}

function signalGroup(current: Running, signal: NodeJS.Signals): void {
  if (current.child.pid !== undefined) signalProcess(-current.child.pid, signal);
}

const longestLogBytes = 20_000_000;

/** Appends; a long log moves aside at a start and replaces the one that moved aside before. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The end of what a part last wrote, for the message that tells of its death. */
export function endOfLog(part: Part): string {
  if (part.logFile === null) return '';
  return lastLines(readFileSync(part.logFile, 'utf8'), 20);
}
