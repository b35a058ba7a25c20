import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let keeper: string;
let applicant: string;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  keeper = await client.signIn('bdb-flow');
  applicant = await client.signIn('housing-applicant');
});
afterAll(() => server.stop());

const SHOTON = { off: true, name: '雪顿节', source: '市政府办公室放假通知' };

test('a year is read by everybody who is signed in, and by nobody else', async () => {
  const year = await client.call('GET', '/calendar?year=2026&day=2026-10-01', { token: applicant });
  expect(year).toMatchObject({ status: 200, body: { year: 2026, entered: true, mayEdit: false, selected: { off: true, weekend: false } } });
  expect((await client.call('GET', '/calendar?year=2027', { token: applicant })).body).toMatchObject({ entered: false, exceptions: [] });
  expect((await client.call('GET', '/calendar?year=2026')).status).toBe(401);
  expect((await client.call('GET', '/calendar?year=1999', { token: applicant })).status).toBe(422);
});

test('a day is set by the flow administrator on the edition that was read', async () => {
  const read = await client.call('GET', '/calendar?day=2026-08-20', { token: keeper });
  const revision = Number(fieldOf(read, 'revision'));
  expect(await client.call('PUT', '/calendar/2026-08-20', { token: applicant, body: { ...SHOTON, revision } })).toMatchObject({
    status: 403,
  });
  expect(await client.call('PUT', '/calendar/2026-08-20', { token: keeper, body: { ...SHOTON, revision } })).toMatchObject({
    status: 200,
    body: { day: '2026-08-20', revision: revision + 1, movedClocks: 0 },
  });
  expect(await client.call('PUT', '/calendar/2026-08-21', { token: keeper, body: { ...SHOTON, revision } })).toMatchObject({
    status: 409,
    body: { code: 'stale_revision' },
  });
  const again = await client.call('GET', '/calendar?day=2026-08-20', { token: applicant });
  expect(again.body).toMatchObject({ selected: { off: true, exception: { name: '雪顿节', source: '市政府办公室放假通知' } } });
});

test('what is no edit is refused by name', async () => {
  const revision = Number(fieldOf(await client.call('GET', '/calendar', { token: keeper }), 'revision'));
  for (const [day, body, path] of [
    ['2026-08-22', SHOTON, 'off'],
    ['2026-08-21', { ...SHOTON, source: '' }, 'source'],
  ] as const)
    expect(await client.call('PUT', `/calendar/${day}`, { token: keeper, body: { ...body, revision } })).toMatchObject({
      status: 422,
      body: { fields: { [path]: expect.any(String) } },
    });
  expect((await client.call('PUT', '/calendar/2026-02-30', { token: keeper, body: { ...SHOTON, revision } })).status).toBe(404);
});
