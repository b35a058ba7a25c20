import { mkdtemp, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '#server/config.ts';
import { dataFolders } from '#server/start/folders.ts';
import { startInstallation, type Installation } from '#server/start/installation.ts';
import type { PartName } from '#server/start/part.ts';
import { freePort } from '#server/start/ports.ts';
import { findProcesses } from '#server/start/processes.ts';
import { productionServer, type ServerProgram } from '#server/start/server-part.ts';
import { waitFor } from '#server/start/wait.ts';

export type TestInstallation = {
  /** http://127.0.0.1:<port> */
  url: string;
  port: number;
  dataDir: string;
  appUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  zeebeAddress: string;
  /** Its broker runs with a movable clock: POST /actuator/clock/add. */
  monitorUrl: string;
};

/** A whole system in a folder of its own, in demo mode, as `npm start` would run it. */
export async function startTestInstallation(
  options: { program?: ServerProgram; dataDir?: string } = {},
): Promise<TestInstallation & Pick<Installation, 'stop'>> {
  const dataDir = options.dataDir ?? (await realpath(await mkdtemp(path.join(tmpdir(), 'gongkai-e2e-'))));
  const port = await freePort();
  const config = readConfig({ PORT: String(port), LISTEN_HOST: '127.0.0.1', DATA_DIR: dataDir, MODE: 'demo', GONGKAI_TEST_CLOCK: '1' });
  const withBuild = options.program === undefined;
  const installation = await startInstallation({
    config,
    program: options.program ?? productionServer,
    dev: false,
    withBuild,
    print: () => {},
  });
  const { connections, superuserUrl, url, stop } = installation;
  const { appUrl, ownerUrl, zeebeAddress, monitorUrl } = connections;
  if (ownerUrl === null || superuserUrl === null || monitorUrl === null)
    throw new Error('an installation of a test brings its own database and broker');
  return { url, port, dataDir, appUrl, ownerUrl, superuserUrl, zeebeAddress, monitorUrl, stop };
}

export async function removeInstallation(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true });
}

/** kill -9 for one part, whoever started it; works from a test worker too. */
export function killPart(dataDir: string, part: PartName): void {
  for (const { pid } of findProcesses(dataDir, [part])) process.kill(pid, 'SIGKILL');
}

/** Waits until GET /readyz answers 200 again. */
export async function untilReady(url: string, withinMs = 60_000): Promise<void> {
  const ready = await waitFor(async () => ((await fetch(`${url}/readyz`).catch(() => null))?.status === 200 ? true : null), withinMs);
  if (ready === null) throw new Error(`${url} did not become ready within ${withinMs} ms`);
}

/**
 * Does the work while the database is down: without its version file PostgreSQL ends at once, however often it is
 * started again, so nothing depends on who is quicker.
 */
export async function withoutDatabase(dataDir: string, url: string, work: () => Promise<void>): Promise<void> {
  const version = path.join(dataFolders(dataDir).postgres, 'PG_VERSION');
  await rename(version, `${version}.aside`);
  try {
    killPart(dataDir, 'postgres');
    const down = await waitFor(async () => ((await fetch(`${url}/readyz`)).status === 503 ? true : null), 10_000);
    if (down === null) throw new Error('the database was killed and answers all the same');
    await work();
  } finally {
    await rename(`${version}.aside`, version);
  }
}
