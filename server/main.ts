import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { attendClocks } from './commands/attend-clocks.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { contextFor } from './context.ts';
import { createApi } from './http/api.ts';
import { createApp } from './http/app.ts';
import { buildAssets } from './http/assets.ts';
import { movableClock } from './http/movable-clock.ts';
import { createPages } from './http/pages.ts';
import type { Runtime } from './http/services.ts';
import { describeError, openLog } from './log.ts';
import { bringUp, openServices } from './open-services.ts';
import type { OpenServices } from './open-services.ts';

/** How long answers on their way may take once a stop was asked for. */
const DRAIN_MS = 8_000;
const BUILD = path.resolve(import.meta.dirname, '../build');

function configure(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

const buildModule = z.custom<ServerBuild>((value) => typeof value === 'object' && value !== null && 'entry' in value && 'routes' in value);

async function readBuild(): Promise<ServerBuild> {
  return buildModule.parse(await import(pathToFileURL(path.join(BUILD, 'server/index.js')).href));
}

async function main(): Promise<void> {
  const config = configure();
  const log = openLog(config);
  collectDefaultMetrics();
  let open: OpenServices | null = null;
  const attend = () => (open === null ? Promise.resolve() : attendClocks(open.services.db));
  const clock = config.testClock ? movableClock(attend) : { now: () => new Date(), move: null };
  const runtime: Runtime = { services: () => open?.services ?? null, everReady: false, stopping: false };
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 });

  const screens = config.dev ? await (await import('./http/development.ts')).developmentScreens(server) : null;
  // Read before anybody comes; afterwards the module loader hands out the same again.
  if (screens === null) await readBuild();
  server.on(
    'request',
    createApp({
      config,
      log,
      runtime,
      moveClock: clock.move,
      api: createApi({ config, log, runtime }),
      assets: screens?.assets ?? buildAssets(path.join(BUILD, 'client')),
      pages: createPages({ config, log, runtime, build: screens?.build ?? readBuild, contextFor }),
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  log.info({ port: config.port, mode: config.mode }, 'listening');

  async function stop(why: string): Promise<void> {
    if (runtime.stopping) return;
    runtime.stopping = true;
    log.info({ why }, 'stopping');
    open?.endStreams();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearTimeout(cut);
    await open?.close();
    log.info('stopped');
    log.flush(() => process.exit(0));
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  open = await bringUp(() => openServices(config, log, clock.now), runtime, log);
  if (open !== null) log.info('serving');
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用。请停止占用它的程序,或换一个 PORT。',
  EACCES: '无权监听这个端口。请换一个 1024 以上的 PORT。',
  '28P01': '数据库不接受这个账号或口令。请检查 DATABASE_URL 与 DATABASE_ADMIN_URL。',
  '28000': '数据库不允许这个账号登录。请检查账号与 pg_hba.conf。',
  '3D000': '数据库不存在。请先建库,或检查 DATABASE_URL 中的库名。',
  '42P01': '数据库中还没有表。请设置 DATABASE_ADMIN_URL,由本系统建表。',
  '42501': '应用账号的权限不足。请检查 DATABASE_URL 与 DATABASE_ADMIN_URL 是否填反。',
};

/** A fault at the start: what happened, and what a person can do about it. */
function fail(error: unknown): void {
  const { message, code = '' } = describeError(error);
  process.stderr.write(`无法启动:${message}\n${ADVICE[code] ?? '请根据上面的原因处理后重新启动。'}\n`);
  process.exit(1);
}

await main().catch(fail);
