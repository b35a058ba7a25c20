import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import type { ServerBuild } from '@remix-run/node';
import pg from 'pg';
import { readConfig } from '#server/config.ts';
import type { Config } from '#server/config.ts';
import { contextFor } from '#server/context.ts';
import { createApi } from '#server/http/api.ts';
import { createApp } from '#server/http/app.ts';
import { buildAssets } from '#server/http/assets.ts';
import { createPages } from '#server/http/pages.ts';
import type { Runtime, Services } from '#server/http/services.ts';
import { openLog } from '#server/log.ts';
import { bringUp, openServices } from '#server/open-services.ts';
import type { OpenServices } from '#server/open-services.ts';
import { cloneDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { stubScreens } from './stub-screens.ts';

export type Listening = {
  url: string;
  runtime: Runtime;
  /** Lines of the log so far. */
  lines: () => string[];
  /** Puts the server's clock forward. */
  wait: (ms: number) => void;
  /** Once the database has been reached. */
  opened: Promise<Services>;
  stop: () => Promise<void>;
};

export type Served = Listening & {
  services: Services;
  /** As the owner of the schema, for what no command does. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
};

/** Nothing listens there: an engine that is away, which is one of the states in which the server has to serve. */
const NO_ENGINE = '127.0.0.1:1';

/** The server as it listens before it has its database, with the addresses of all screens and stubs behind them. */
export async function listen(databaseUrl: string, overrides: Partial<Config> = {}): Promise<Listening> {
  const config: Config = {
    ...readConfig({ DATABASE_URL: databaseUrl, ZEEBE_ADDRESS: NO_ENGINE, DATABASE_POOL: '4', LOG_LEVEL: 'debug' }),
    ...overrides,
  };
  const written: string[] = [];
  const log = openLog(
    config,
    new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    }),
  );
  let ahead = 0;
  let open: OpenServices | null = null;
  const runtime: Runtime = { services: () => open?.services ?? null, everReady: false, stopping: false };
  const screens = stubScreens();
  const server = createServer(
    createApp({
      config,
      log,
      runtime,
      moveClock: null,
      api: createApi({ config, log, runtime }),
      assets: buildAssets('/nonexistent'),
      pages: createPages({ config, log, runtime, build: (): Promise<ServerBuild> => Promise.resolve(screens), contextFor }),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening on a port');
  const opening = bringUp(() => openServices(config, log, () => new Date(Date.now() + ahead)), runtime, log);

  async function opened(): Promise<Services> {
    open = await opening;
    if (open === null) throw new Error('stopped before the database was there');
    return open.services;
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    runtime,
    lines: () => written.join('').trim().split('\n'),
    wait: (ms) => {
      ahead += ms;
    },
    opened: opened(),
    async stop() {
      runtime.stopping = true;
      await opening;
      open?.endStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await open?.close();
    },
  };
}

/** The server over a database of its own. */
export async function serve(overrides: Partial<Config> = {}): Promise<Served> {
  const database: TestDatabase = await cloneDatabase();
  const listening = await listen(database.appUrl, overrides);
  const services = await listening.opened;
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  return {
    ...listening,
    services,
    sql: async (text, values) => (await owner.query<Record<string, unknown>>(text, values)).rows,
    async stop() {
      await listening.stop();
      await owner.end();
      await database.drop();
    },
  };
}
