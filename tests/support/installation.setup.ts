import type { TestProject } from 'vitest/node';
import { removeInstallation, startTestInstallation, type TestInstallation } from './installation.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    installation: TestInstallation;
  }
}

/** One whole system for the run: database, broker and application, as `npm start` runs them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...installation } = await startTestInstallation();
  project.provide('installation', installation);
  return async () => {
    await stop();
    await removeInstallation(installation.dataDir);
  };
}
