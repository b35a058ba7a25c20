import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#server/db/migrate.ts';
import { seed } from '#server/db/seed/seed.ts';
import { startDatabase } from '#server/start/parts.ts';
import type { RunningDatabase } from '#server/start/parts.ts';
import { clientOf } from './client.ts';
import { listen } from './serve.ts';
import type { Listening } from './serve.ts';

let dataDir: string;
let database: RunningDatabase;
let server: Listening;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'gongkai-outage-'));
  database = await startDatabase(dataDir);
  await migrate(database.ownerUrl);
  await seed(database.ownerUrl, 'demo');
  await database.stop();
  server = await listen(database.appUrl);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true });
});

const page = (init: RequestInit = {}) => fetch(`${server.url}/inbox`, { redirect: 'manual', ...init });
const call = (init: RequestInit = {}) => fetch(`${server.url}/api/v1/session`, init);
const state = async (): Promise<unknown> => Reflect.get(Object(await (await fetch(`${server.url}/readyz`)).json()), 'parts');
const isBack = async (): Promise<number> => (await call()).status;

test('a server that starts without its database says so, and goes on by itself once it is there', async () => {
  const waiting = await page();
  expect([waiting.status, await waiting.text()]).toEqual([503, expect.stringContaining('系统正在启动')]);
  expect(waiting.headers.get('Refresh')).toBe('3');
  expect((await call()).status).toBe(503);
  expect(await state()).toMatchObject({ database: { state: 'down' } });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

  database = await startDatabase(dataDir);
  await server.opened;
  expect((await page()).status).toBe(302);
  expect(await isBack()).toBe(401);
}, 30_000);

test('while the database is away pages say so, calls answer 503, and both recover by themselves', async () => {
  const client = await clientOf(server);
  const token = await client.signIn('civil-steward');
  const cookie = { Cookie: `gongkai=${token}` };
  await database.stop();

  const shown = await page({ headers: cookie });
  expect([shown.status, await shown.text()]).toEqual([503, expect.stringContaining('数据库暂时不可用')]);
  expect(shown.headers.get('Refresh')).toBe('5');
  const data = await fetch(`${server.url}/inbox.data`, { headers: cookie });
  expect([data.status, await data.text()]).toEqual([503, expect.stringContaining('数据库暂时不可用')]);
  const posted = await page({
    method: 'POST',
    headers: { ...cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'text=x',
  });
  expect([posted.status, posted.headers.get('Refresh'), await posted.text()]).toEqual([
    503,
    null,
    expect.stringContaining('您填写的内容还在'),
  ]);
  const reply = await client.call('GET', '/cases', { token });
  expect(reply.body).toMatchObject({ status: 503, code: 'unavailable' });
  expect(reply.headers.get('Retry-After')).toBe('2');

  database = await startDatabase(dataDir);
  await expect.poll(isBack, { timeout: 10_000 }).toBe(401);
  expect((await client.call('GET', '/cases', { token })).status).toBe(200);
}, 30_000);

test('a database that dies in the middle of many requests takes no request and no server with it', async () => {
  const client = await clientOf(server);
  const token = await client.signIn('civil-steward');
  const flood = Promise.all(Array.from({ length: 200 }, () => client.call('GET', '/tasks', { token }).then((reply) => reply.status)));
  await database.stop();
  const statuses = new Set(await flood);
  expect(
    [...statuses].every((status) => status === 200 || status === 503),
    [...statuses].join(),
  ).toBe(true);
  database = await startDatabase(dataDir);
  await expect.poll(isBack, { timeout: 10_000 }).toBe(401);
  expect(server.lines().filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 30_000);
