import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#server/db/migrate.ts';
import { seed } from '#server/db/seed/seed.ts';
import { startDatabase } from '#server/start/parts.ts';

export type TemplateDatabase = { appUrl: string; ownerUrl: string; superuserUrl: string };

declare module 'vitest' {
  export interface ProvidedContext {
    template: TemplateDatabase;
  }
}

/** A PostgreSQL of its own for this run; its database `gongkai`, migrated and seeded, is the template that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gongkai-test-'));
  const { stop, appUrl, ownerUrl, superuserUrl } = await startDatabase(dataDir, { fsync: 'off' });
  await migrate(ownerUrl);
  await seed(ownerUrl, 'demo');
  project.provide('template', { appUrl, ownerUrl, superuserUrl });
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  };
}
