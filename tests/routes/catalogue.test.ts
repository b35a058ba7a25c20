import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOGUE_CALLS } from './areas.ts';
import { clientOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
});
afterAll(() => server.stop());

test('an entry is checked while it is written, for whoever compiles entries', async () => {
  const body = { answers: { category: '9' } };
  const checks = await client.call('POST', '/catalogue-checks', { token: await client.signIn('civil-compiler'), body });
  expect(JSON.stringify(checks.body)).toContain('category_code');
  const refused = await client.call('POST', '/catalogue-checks', { token: await client.signIn('housing-applicant'), body });
  expect(refused.status).toBe(403);
});

test('the versions of an entry are read by whoever may read it', async () => {
  const versions = await client.call('GET', '/catalogue/cat-040/versions', { token: await client.signIn('housing-applicant') });
  expect(versions.body).toMatchObject({ items: [{ version: 1, case: null, changes: null }] });
});

test('every call of the catalogue’s own was answered', () => {
  expect([...client.answered]).toEqual(expect.arrayContaining(CATALOGUE_CALLS));
});
