import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileCase } from '#server/commands/file-case.ts';
import { accepted, fileToProvider, walkOf } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function withdraw(entryId: string) {
  const filer = await office.person('civil-compiler');
  const answers = { entryId, ground: 'merged', reason: '并入社会救助对象信息' };
  return { filer, filed: await fileCase(office.db, filer, { process: 'entry-withdrawal', answers }) };
}

test('an entry in use leaves the catalogue, its users are told and supplied for six months more', async () => {
  const share = await fileToProvider(office, { entry: 'cat-040', levels: [3] });
  await share.decide('provider_decision', 'agree');
  const { filer, filed } = await withdraw('cat-040');
  const walk = walkOf(office, accepted(filed).id, filer);
  await walk.follow();
  await walk.decide('sign', 'agree', { by: 'civil-leader' });
  await walk.decide('review', 'pass');
  expect(await walk.file()).toMatchObject({ state: 'delisted' });
  const [entry] = await office.sql(
    `select state, to_char(supplied_until, 'YYYY-MM-DD') as until from catalogue_entry where id = 'cat-040'`,
  );
  expect(entry).toMatchObject({ state: 'withdrawn' });
});

test('only what is published can be withdrawn, and only by its own department', async () => {
  const { filed } = await withdraw('cat-040');
  expect(filed).toMatchObject({ code: 'forbidden' });
  const { filed: others } = await withdraw('cat-024');
  expect(others).toMatchObject({ code: 'forbidden' });
});
