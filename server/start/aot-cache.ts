import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { machineFlags, prepareBroker } from './broker.ts';
import { cacheFolder } from './folders.ts';
import type { Java } from './java.ts';
import { installationPorts } from './ports.ts';
import { endLeftOvers } from './processes.ts';
import { brokerIsReady } from './ready.ts';
import { createSupervisor } from './supervise.ts';
import { waitFor } from './wait.ts';

/** The first Java whose ahead-of-time cache works for this broker: it starts in a third of the time. */
const firstMajor = 25;
const trainingWithinMs = 120_000;

/** Where the cache for exactly this Java and this unpacked broker is, or would be. */
function aotCacheFile(java: Java, zeebe: string): string {
  const identity = `${java.command} ${java.version} ${statSync(java.command).mtimeMs} ${zeebe} ${statSync(path.join(zeebe, 'lib')).mtimeMs} ${machineFlags(java).join(' ')}`;
  return path.join(cacheFolder, `broker-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}.aot`);
}

/** The flag that uses the cache, or null where there is none (yet). */
export function aotFlag(java: Java, zeebe: string): string | null {
  const file = aotCacheFile(java, zeebe);
  return java.major >= firstMajor && existsSync(file) ? `-XX:AOTCache=${file}` : null;
}

export function wantsAotCache(java: Java, zeebe: string): boolean {
  return java.major >= firstMajor && !existsSync(aotCacheFile(java, zeebe));
}

/**
 * Makes the cache: a broker without data runs once until it leads, and Java writes the cache when it ends.
 * A failure costs only speed and is not reported.
 */
export async function makeAotCache(java: Java, zeebe: string): Promise<void> {
  const folder = path.join(cacheFolder, 'aot-training');
  mkdirSync(folder, { recursive: true });
  await endLeftOvers(folder);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const output = path.join(folder, 'new.aot');
  const program = { java, zeebe, aotFlag: `-XX:AOTCacheOutput=${output}` };
  const settings = { dataDir: folder, program, ports: await installationPorts(folder), testClock: false };
  const { part, monitorUrl } = prepareBroker(settings);
  const died = Promise.withResolvers<true>();
  const supervisor = createSupervisor(
    folder,
    () => {},
    () => died.resolve(true),
  );
  await supervisor.run({ ...part, stopWithinMs: trainingWithinMs });
  await Promise.race([died.promise, waitFor(async () => ((await brokerIsReady(monitorUrl)) ? true : null), trainingWithinMs, 200)]);
  await supervisor.stop(['broker']);
  if (existsSync(output)) {
    for (const old of globSync(path.join(cacheFolder, 'broker-*.aot'))) rmSync(old);
    renameSync(output, aotCacheFile(java, zeebe));
  }
  rmSync(folder, { recursive: true });
}
