import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileAndFollow, fileToProvider } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => { office = await openOffice(); });
afterAll(async () => { await office.close(); });

test('an unconditional share is granted at once, with the purpose registered', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-002' });
  expect(await walk.open()).toEqual([]);
  expect(await walk.file()).toMatchObject({ state: 'granted' });
  expect(await walk.grant()).toMatchObject({ state: 'active', consumerId: 'housing', providerId: 'samr' });
});

test('an agreement at levels 1 and 2 needs the steward alone, then terms, provision and activation', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-003', levels: [1, 2] });
  await walk.decide('provider_decision', 'agree');
  expect(await walk.open()).toEqual(['terms_applicant', 'terms_provider']);
  await walk.decide('terms_applicant', 'confirm');
  await walk.decide('terms_provider', 'confirm');
  await walk.decide('provision', 'done');
  expect(await walk.file()).toMatchObject({ state: 'granted' });
});
