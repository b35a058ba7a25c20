import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startBroker } from '#server/start/parts.ts';

export type TestBroker = {
  /** host:port for gRPC. */
  address: string;
  /** POST /actuator/clock/add moves its clock. */
  monitorUrl: string;
  /** Listen here for the exporter's records. */
  feedPort: number;
  dataDir: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    broker: TestBroker;
  }
}

/** One broker with a movable clock for the run; the test process itself is its one application. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gongkai-broker-'));
  const { stop, ...broker } = await startBroker(dataDir, { testClock: true });
  project.provide('broker', { ...broker, dataDir });
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  };
}
