import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceGrantEnds } from '#server/commands/announce-grant-ends.ts';
import { notifications } from '#server/queries/notifications.ts';
import { fileExample } from '../engine/support/cases.ts';
import { fileAndFollow, walkOf } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
let grantId: string;
beforeAll(async () => {
  office = await openOffice();
  office.at(MORNING);
  const grant = await (await fileAndFollow(office, { entry: 'cat-002', answers: { validTo: '2027-06-30' } })).grant();
  grantId = grant?.id ?? '';
});
afterAll(() => office.close());

/** Who is told by now, and how many days before. */
async function told(): Promise<string[]> {
  const found = await office.sql<{ line: string }>(
    `select account_id || ' ' || detail as line from notification where kind = 'grant_ends' order by created_at, 1`,
  );
  return found.map(({ line }) => line);
}

async function on(day: string): Promise<string[]> {
  office.at(`${day}T09:00:00`);
  const before = (await told()).length;
  await announceGrantEnds(office.db);
  return (await told()).slice(before);
}

const everybody = (days: number) => [`housing-applicant ${days}`, `housing-steward ${days}`, `samr-steward ${days}`];

test('the end of a grant is told to its user and its provider sixty, thirty and seven days before, each once', async () => {
  expect(await on('2027-04-30')).toEqual([]);
  expect(await on('2027-05-01')).toEqual(everybody(60));
  expect(await on('2027-05-02')).toEqual([]);
  expect(await on('2027-05-31')).toEqual(everybody(30));
  expect(await announceGrantEnds(office.db)).toBe(0);
});

test('what it tells leads to the grant, from where its user renews it', async () => {
  const { items } = await notifications(office.db, await office.person('housing-applicant'), {});
  expect(items.find(({ kind }) => kind === 'grant_ends')).toMatchObject({ link: `/grants/${grantId}`, readAt: null });
});

test('a grant that was renewed is told of anew, and only of the nearest day when several have passed', async () => {
  const id = await fileExample(office.db, 'grant-renewal', 'housing-applicant', { grantId, validTo: '2027-09-30' });
  const walk = walkOf(office, id, await office.person('housing-applicant'));
  await walk.follow();
  await walk.decide('renewal_decision', 'agree');
  expect(await on('2027-06-25')).toEqual([]);
  expect(await on('2027-09-25')).toEqual(everybody(7));
});

test('nobody is told of a grant that is over', async () => {
  await fileAndFollow(office, { entry: 'cat-006', answers: { validFrom: '2027-09-25', validTo: '2027-12-31' } });
  await office.sql(`update share_grant set state = 'terminated' where entry_id = 'cat-006'`);
  expect(await on('2027-12-28')).toEqual([]);
});
