import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { BASKET_CALLS } from './areas.ts';
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

test('a basket is filled, shown, emptied and filed over the interface', async () => {
  const token = await client.signIn('housing-applicant');
  expect((await client.call('PUT', '/basket/cat-040', { token, body: {} })).status).toBe(200);
  expect((await client.call('PUT', '/basket/cat-018', { token, body: { method: 'verify_api' } })).status).toBe(200);
  expect((await client.call('GET', '/basket', { token })).body).toMatchObject({
    entries: [{ entryId: 'cat-040', itemIds: [], open: true }, { entryId: 'cat-018' }],
    most: 20,
  });
  expect((await client.call('DELETE', '/basket/cat-018', { token })).status).toBe(204);
  const refused = await client.call('POST', '/basket', { token, body: { answers: {} } });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: 'invalid', fields: { 'entries.cat-040.itemIds': expect.any(String) } });
  expect((await client.call('PUT', '/basket/cat-404', { token, body: {} })).status).toBe(404);
  expect((await client.call('GET', '/basket', { token: await client.signIn('auditor-1') })).status).toBe(403);

  const { body } = await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token });
  const { entryId, itemIds, method, ...answers } = answersIn(body);
  expect((await client.call('PUT', `/basket/${String(entryId)}`, { token, body: { itemIds, method } })).status).toBe(200);
  const filed = await client.call('POST', '/basket', { token, body: { answers } });
  expect(filed.status, JSON.stringify(filed.body)).toBe(201);
  expect((await client.call('GET', '/basket', { token })).body).toMatchObject({ entries: [] });
  expect(BASKET_CALLS.filter((id) => !client.answered.has(id))).toEqual([]);
});

function answersIn(body: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(body);
}
