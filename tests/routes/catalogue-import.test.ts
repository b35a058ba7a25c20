import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports } from '#server/commands/check-imports.ts';
import { csvFile, sheetOf } from '../support/sheets.ts';
import { IMPORT_CALLS } from './areas.ts';
import { clientOf, fieldOf } from './client.ts';
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

function send(token: string, bytes: Buffer) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), '目录.csv');
  return client.call('POST', '/catalogue-imports', { token, form });
}

test('a program uploads a sheet, reads what was found, and confirms it; others may not, and are told nothing', async () => {
  const token = await client.signIn('civil-compiler');
  const stranger = await client.signIn('housing-applicant');
  const sheet = csvFile(sheetOf([{ 信息资源名称: '接口导入示例名录' }, { 信息资源名称: '接口导入错误名录', 级别: '九级' }]));
  expect((await send(stranger, sheet)).status).toBe(403);
  expect((await send(token, Buffer.from('%PDF-1.7'))).body).toMatchObject({
    code: 'invalid',
    fields: { file: expect.stringContaining('.xlsx') },
  });

  const taken = await send(token, sheet);
  expect(taken).toMatchObject({ status: 201, body: { state: 'checking' } });
  const address = `/catalogue-imports/${fieldOf(taken, 'id')}`;
  expect((await client.call('POST', `${address}/confirm`, { token, body: {} })).status).toBe(409);
  await checkImports(server.services.db, new AbortController().signal);
  const found = await client.call('GET', address, { token });
  expect(found.body).toMatchObject({ state: 'checked', total: 2, good: 1, problems: [{ row: 3, heading: '级别', code: 'sheet_choice' }] });
  expect((await client.call('GET', address, { token: stranger })).status).toBe(403);
  expect((await client.call('GET', address, { token: await client.signIn('natres-compiler') })).status).toBe(404);
  expect((await client.call('POST', `${address}/confirm`, { token, body: {} })).body).toMatchObject({ stored: 1 });
  expect([...client.answered]).toEqual(expect.arrayContaining(IMPORT_CALLS));
});
