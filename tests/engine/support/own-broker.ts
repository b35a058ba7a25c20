import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dataFolders } from '#server/start/folders.ts';
import { startBroker } from '#server/start/parts.ts';
import type { RunningBroker } from '#server/start/parts.ts';
import { killPart } from '../../support/installation.ts';

export type OwnBroker = {
  readonly place: { readonly address: string; readonly feedPort: number };
  /** kill -9. */
  kill(): void;
  /** Starts it again on whatever is in its folder. */
  start(): Promise<void>;
  loseData(): Promise<void>;
  remove(): Promise<void>;
};

/** A broker that a test may kill, and take its data away. */
export async function openOwnBroker(): Promise<OwnBroker> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gongkai-own-broker-'));
  let running: RunningBroker = await startBroker(dataDir, { testClock: false });
  return {
    place: { address: running.address, feedPort: running.feedPort },
    kill: () => killPart(dataDir, 'broker'),
    async start() {
      running = await startBroker(dataDir, { testClock: false });
    },
    loseData: () => rm(dataFolders(dataDir).broker, { recursive: true }),
    async remove() {
      await running.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
