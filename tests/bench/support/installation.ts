import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseName } from '#server/start/postgres.ts';
import { startTestInstallation } from '../../support/installation.ts';
import type { TestInstallation } from '../../support/installation.ts';
import { whileOpen } from './closing.ts';
import { withDatabase } from './sql.ts';

/** A folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'gongkai-bench-')));
  return whileOpen(
    () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    () => work(folder),
  );
}

/** One whole system of its own, as `npm start` runs it: database, engine and server with the demo's data. Its superuser is connected to its database. */
export function withInstallation<T>(work: (installation: TestInstallation) => Promise<T>): Promise<T> {
  return withFolder(async (dataDir) => {
    const { stop, superuserUrl, ...installation } = await startTestInstallation({ dataDir });
    return whileOpen(stop, () => work({ ...installation, superuserUrl: withDatabase(superuserUrl, databaseName) }));
  });
}
