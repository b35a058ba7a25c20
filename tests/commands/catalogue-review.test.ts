import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileEntry, pass, versionsOf } from '../support/catalogue.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('a new entry that everybody signed is published as version 1, and the leader signed once', async () => {
  const walk = await compileEntry(office);
  await pass(office, walk);
  const file = await walk.file();
  expect(file.state).toBe('published');
  expect(await versionsOf(office, file.entryId ?? '')).toMatchObject([{ version: 1, name: '社会救助服务点分布情况' }]);
});
