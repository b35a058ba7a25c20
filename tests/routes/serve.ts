import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { openServices } from '#server/open-services.ts';
import { cloneDatabase } from '../support/database.ts';
import { stubScreens } from './stub-screens.ts';

export type Served = {
  url: string;
  services: Services;
  runtime: Runtime;
  /** Lines of the log so far. */
  lines: () => string[];
  /** Puts the server's clock forward. */
  wait: (ms: number) => void;
  /** As the owner of the schema, for what no command does. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  stop: () => Promise<void>;
};

/** Nothing listens there: an engine that is away, which is one of the states in which the server has to serve. */
const NO_ENGINE = '127.0.0.1:1';

/** The whole server over a database of its own, with the addresses of all screens and stubs behind them. */
export async function serve(overrides: Partial<Config> = {}): Promise<Served> {
  const database = await cloneDatabase();
  const config: Config = {
    ...readConfig({ DATABASE_URL: database.appUrl, ZEEBE_ADDRESS: NO_ENGINE, DATABASE_POOL: '4', LOG_LEVEL: 'debug' }), ...overrides,
  };
  const written: string[] = [];
  const log = openLog(config, new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  }));
  let ahead = 0;
  const open = await openServices(config, log, () => new Date(Date.now() + ahead));
  const runtime: Runtime = { services: () => open.services, everReady: false, stopping: false };
  const screens = stubScreens();
  const app = createApp({
    config, log, runtime, moveClock: null,
    api: createApi({ config, log, runtime }),
    assets: buildAssets('/nonexistent'),
    pages: createPages({ config, log, runtime, build: (): Promise<ServerBuild> => Promise.resolve(screens), contextFor }),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    services: open.services,
    runtime,
    lines: () => written.join('').trim().split('\n'),
    wait: (ms) => { ahead += ms; },
    sql: async (text, values) => (await owner.query<Record<string, unknown>>(text, values)).rows,
    async stop() {
      open.endStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await open.close();
      await owner.end();
      await database.drop();
    },
  };
}
