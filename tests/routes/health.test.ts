import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });

describe('health', () => {
  test('the process says that it lives', async () => {
    expect((await get('/healthz')).status).toBe(200);
  });

  test('it is not ready before the engine was there once, and says which part is missing', async () => {
    const response = await get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: 'not_ready',
      parts: { database: { state: 'up' }, schema: { state: 'up' }, engine: { state: 'down' }, recordFeed: { state: 'down' } },
    });
  });

  test('afterwards it goes on serving without the engine, until it stops', async () => {
    server.runtime.everReady = true;
    expect((await get('/readyz')).status).toBe(200);
    server.runtime.stopping = true;
    expect((await get('/readyz')).status).toBe(503);
    server.runtime.stopping = false;
  });
});

describe('metrics', () => {
  test('are for this machine, and for nobody who comes through a proxy', async () => {
    await get('/healthz');
    const response = await get('/metrics');
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('gongkai_http_seconds_count')]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect((await get('/metrics', { 'X-Forwarded-For': '10.0.0.1' })).status).toBe(404);
  });

  test('name routes and never addresses as typed', async () => {
    await get('/api/v1/cases/540102199001011234?q=secret');
    expect(await (await get('/metrics')).text()).not.toMatch(/540102199001011234|secret/);
  });
});

test('a request gets an id that stands in its answer, its log line and its problem', async () => {
  const client = await clientOf(server);
  const reply = await client.call('GET', '/cases');
  const id = reply.headers.get('X-Request-Id');
  expect(reply.body).toMatchObject({ requestId: id });
  await expect.poll(() => server.lines().some((line) => line.includes(String(id)) && line.includes('"route":"get /cases"'))).toBe(true);
});

test('a log line of a case names it', async () => {
  const client = await clientOf(server);
  const token = await client.signIn('civil-steward');
  await client.call('GET', '/cases/00000000-0000-4000-8000-00000000cafe', { token });
  await expect
    .poll(() =>
      server.lines().some((line) => line.includes('"caseId":"00000000-0000-4000-8000-00000000cafe"') && line.includes('answered')),
    )
    .toBe(true);
});

describe('what is not there', () => {
  test('a file of the build is a plain 404', async () => {
    expect((await get('/assets/nothing.js')).status).toBe(404);
  });
  test.each(['/%', '/%c0%af', '/assets/%00'])('the address %s is no fault of the server', async (path) => {
    expect((await get(path)).status).toBeLessThan(500);
  });
});
