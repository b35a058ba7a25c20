import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewLedger } from '#server/queries/review-ledger.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { fileReview, toApproval } from '../support/reviews.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  office.at(MORNING);
  const walk = await fileReview(office, 'cat-024');
  await toApproval(office, walk, 'cat-024');
  await walk.decide('conf_approval', 'withhold', { answers: { read: 'yes', withheldItems: [] } });
});
afterAll(async () => {
  await office.close();
});

const ledger = async (by: string, show?: 'holds' | 'ended' | 'due') =>
  (await reviewLedger(office.db, await office.person(by), { show })).items;

test('the ledger tells what was decided, by whom, and whether it holds', async () => {
  expect(await ledger('transport-secrecy')).toMatchObject([{ conclusion: 'withhold', withheld: 10, ended: null, mayReview: false }]);
  expect((await ledger('secrecy-city'))[0]?.signers).toHaveLength(3);
  expect(await ledger('transport-steward')).toMatchObject([{ mayReview: true }]);
});

test('another department reads none of it', async () => {
  expect(await ledger('civil-secrecy')).toEqual([]);
  expect(await ledger('housing-applicant')).toEqual([]);
});

test('what was not opened is listed to be looked at again when twelve months are over', async () => {
  expect(await ledger('transport-steward', 'due')).toEqual([]);
  office.at('2027-11-24T09:00:00');
  expect(await ledger('transport-steward', 'due')).toHaveLength(1);
});
