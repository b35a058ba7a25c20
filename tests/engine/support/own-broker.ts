import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareBroker } from '#server/start/broker.ts';
import { ensureEngineProgram } from '#server/start/engine-program.ts';
import { dataFolders } from '#server/start/folders.ts';
import { installationPorts } from '#server/start/ports.ts';
import { brokerIsReady } from '#server/start/ready.ts';
import { createSupervisor } from '#server/start/supervise.ts';
import { killPart } from '../../support/installation.ts';
import { until } from './world.ts';

export type OwnBroker = {
  readonly place: { readonly address: string; readonly feedPort: number };
  /** kill -9; it stays away until it is let back. */
  kill(): void;
  letBack(): void;
  /** While it is away: its data are deleted, kept as they are, or put back as they were kept. */
  loseData(): Promise<void>;
  keepCopy(): Promise<void>;
  putCopyBack(): Promise<void>;
  remove(): Promise<void>;
};

/** A broker that a test may kill and take its data from; it is started again as the product's supervisor does. */
export async function openOwnBroker(): Promise<OwnBroker> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gongkai-own-broker-'));
  const data = dataFolders(dataDir).broker;
  const copy = path.join(dataDir, 'kept-copy');
  const program = await ensureEngineProgram(quiet);
  const ports = await installationPorts(dataDir);
  const { part, address, monitorUrl } = prepareBroker({ dataDir, program, ports, testClock: false });
  const supervisor = createSupervisor(dataDir, quiet, quiet);
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  await supervisor.run({
    ...part,
    async launch() {
      await gate.promise;
      return part.launch();
    },
  });
  supervisor.keepAlive();
  await until(() => brokerIsReady(monitorUrl), 'the broker is ready', 120_000);
  return {
    place: { address, feedPort: ports.feed },
    kill() {
      gate = Promise.withResolvers<void>();
      killPart(dataDir, 'broker');
    },
    letBack: () => gate.resolve(),
    loseData: () => rm(data, { recursive: true }),
    keepCopy: () => cp(data, copy, { recursive: true }),
    async putCopyBack() {
      await rm(data, { recursive: true });
      await cp(copy, data, { recursive: true });
    },
    async remove() {
      gate.resolve();
      await supervisor.stop(['broker']);
      await rm(dataDir, { recursive: true });
    },
  };
}

function quiet(): void {}
