import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('the ledger of reviews is read by those who review', async () => {
  const ledger = await client.call('GET', '/reviews?show=holds', { token: await client.signIn('secrecy-city') });
  expect(ledger.body).toMatchObject({ next: null });
  expect((await client.call('GET', '/reviews', { token: await client.signIn('housing-applicant') })).status).toBe(403);
  expect(client.answered).toContain('listReviewDecisions');
});
