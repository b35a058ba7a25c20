import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let applicant: string;

beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  applicant = await client.signIn('housing-applicant');
});
afterAll(() => server.stop());

async function search(query: string) {
  return client.call('GET', `/search?${query}`, { token: applicant });
}

test('one search finds entries and organisations, of the kinds that are asked for, page by page', async () => {
  const q = `q=${encodeURIComponent('民政')}`;
  expect(fieldOf(await search(`${q}&kinds=entry`), 'items', 0)).toMatchObject({ kind: 'entry' });
  const first = await search(`${q}&kinds=organisation&limit=1`);
  expect(fieldOf(first, 'items')).toMatchObject([{ kind: 'organisation', id: 'civil', match: 'title' }]);
  const second = await search(`${q}&kinds=organisation&limit=1&cursor=${String(fieldOf(first, 'next'))}`);
  expect(fieldOf(second, 'items', 0)).toMatchObject({ kind: 'organisation', match: 'text' });
  expect(client.answered).toContain('search');
});

test('a case is found as soon as it is filed', async () => {
  const example = await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token: applicant });
  const filed = await client.call('POST', '/cases', { token: applicant, body: { process: 'conditional-share', answers: example.body } });
  expect(fieldOf(await search(`q=${encodeURIComponent(String(fieldOf(filed, 'number')))}`), 'items')).toMatchObject([
    { kind: 'case', id: fieldOf(filed, 'id'), match: 'number' },
  ]);
});

test('what is no kind, too long or without a word of search is told so', async () => {
  expect((await search('q=x&kinds=person')).status).toBe(422);
  expect((await search(`q=${'x'.repeat(101)}`)).status).toBe(422);
  expect((await search('')).status).toBe(422);
  expect(fieldOf(await search('q='), 'items')).toEqual([]);
});
