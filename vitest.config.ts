import { defineConfig } from 'vitest/config';

/** What each layer of tests gets besides the code: see tests/support. */
const layers = [
  { name: 'domain', needs: 'nothing' },
  { name: 'forms', needs: 'nothing' },
  { name: 'processes', needs: 'nothing' },
  { name: 'start', needs: 'nothing' },
  { name: 'commands', needs: 'database' },
  { name: 'queries', needs: 'database' },
  { name: 'engine', needs: 'broker' },
  { name: 'routes', needs: 'database' },
  { name: 'e2e', needs: 'installation' },
] as const;

/** A pure test that reaches for the database must fail at once. */
const noDatabase = {
  DATABASE_URL: 'postgresql://nobody@invalid.invalid/none',
  DATABASE_ADMIN_URL: 'postgresql://nobody@invalid.invalid/none',
};

const settings = {
  nothing: { env: noDatabase, testTimeout: 20_000 },
  database: { globalSetup: ['tests/support/database.setup.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
  // All user tasks of a broker share one job type: one test file at a time.
  broker: {
    globalSetup: ['tests/support/database.setup.ts', 'tests/support/broker.setup.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
  installation: {
    globalSetup: ['tests/support/installation.setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
};

export default defineConfig({
  test: {
    projects: layers.map(({ name, needs }) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: 'node',
        setupFiles: ['tests/support/console-error.ts'],
        ...settings[needs],
      },
    })),
  },
});
