import { execFile } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { ensureJava } from '#server/start/java.ts';

export type Machine = {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly java: string;
  readonly commit: string;
  readonly at: string;
  /** Load average over one minute before the first section: above 0.5 somebody else is working here, and the figures say less. */
  readonly loadBefore: number;
};

export async function describeMachine(): Promise<Machine> {
  const [load = 0] = loadavg();
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    java: (await ensureJava(() => {})).version,
    commit: await commitId(),
    at: new Date().toISOString(),
    loadBefore: Number(load.toFixed(2)),
  };
}

export function machineLine(machine: Machine): string {
  const { cores, processor, memoryGb, system, node, java, commit, at, loadBefore } = machine;
  return `${cores} cores (${processor}), ${memoryGb} GB, ${system}, Node ${node}, Java ${java}, commit ${commit}, ${at}, load ${loadBefore} before`;
}

/** `unknown` in a copy without its history. */
async function commitId(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty'], { cwd: import.meta.dirname });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
