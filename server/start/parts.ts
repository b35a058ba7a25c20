import path from 'node:path';
import { prepareBroker } from './broker.ts';
import { ensureEngineProgram } from './engine-program.ts';
import { dataFolders, makeDataFolders } from './folders.ts';
import { installationPorts } from './ports.ts';
import { preparePostgres } from './postgres.ts';
import { endLeftOvers } from './processes.ts';
import { brokerIsReady, postgresIsReady } from './ready.ts';
import { createSupervisor, endOfLog, type Supervisor } from './supervise.ts';
import { waitFor } from './wait.ts';

export type RunningDatabase = { appUrl: string; ownerUrl: string; superuserUrl: string; stop: () => Promise<void> };

/**
 * PostgreSQL alone, for tests and for development without the rest. Made at the first call.
 * Whoever starts it stops it; what an earlier caller left in the same folder is ended first.
 * @param extra further server settings, for databases that live no longer than a test
 */
export async function startDatabase(dataDir: string, extra: Record<string, string> = {}): Promise<RunningDatabase> {
  makeDataFolders(dataFolders(dataDir));
  await endLeftOvers(dataDir, ['postgres']);
  const { part, appUrl, ownerUrl, superuserUrl } = await preparePostgres(dataDir, extra);
  const supervisor = quietSupervisor(dataDir);
  await supervisor.run(part);
  const ready = await waitFor(() => (postgresIsReady(dataFolders(dataDir).postgres) ? true : null), 60_000, 10);
  if (ready === null) throw new Error(`PostgreSQL did not start:\n${endOfLog(part)}`);
  return { appUrl, ownerUrl, superuserUrl, stop: () => supervisor.stop(['postgres']) };
}

export type RunningBroker = {
  /** host:port for gRPC. */
  address: string;
  /** http://127.0.0.1:<port> with /actuator. */
  monitorUrl: string;
  /** Where its exporter delivers records: listen here before you expect any. */
  feedPort: number;
  stop: () => Promise<void>;
};

/** A broker alone, for tests of the engine layer. The data folder keeps its state; use a fresh one per run. */
export async function startBroker(dataDir: string, options: { testClock: boolean }): Promise<RunningBroker> {
  makeDataFolders(dataFolders(dataDir));
  await endLeftOvers(dataDir, ['broker']);
  const program = await ensureEngineProgram(() => {});
  const ports = await installationPorts(path.resolve(dataDir));
  const { part, address, monitorUrl } = prepareBroker({ dataDir, program, ports, testClock: options.testClock });
  const supervisor = quietSupervisor(dataDir);
  await supervisor.run(part);
  const ready = await waitFor(async () => ((await brokerIsReady(monitorUrl)) ? true : null), 120_000);
  if (ready === null) throw new Error(`The broker did not start:\n${endOfLog(part)}`);
  return { address, monitorUrl, feedPort: ports.feed, stop: () => supervisor.stop(['broker']) };
}

function quietSupervisor(dataDir: string): Supervisor {
  return createSupervisor(
    dataDir,
    () => {},
    () => {},
  );
}
