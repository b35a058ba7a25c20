import { afterAll, beforeAll, expect, test } from 'vitest';
import { organisations } from '#server/queries/organisations.ts';
import { timeLimits } from '#server/queries/time-limits.ts';
import { accepted } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

test('the organisations are listed with their vacant posts, for a head the own one, for the bureau’s head all', async () => {
  await office.sql(`update appointment set valid_to = '2026-11-22' where account_id = 'civil-secrecy'`);
  expect(await organisations(office.db, await office.person('civil-leader'))).toMatchObject([
    { id: 'civil', people: 6, vacant: ['dept_confidentiality_reviewer'] },
  ]);
  const all = accepted(await organisations(office.db, await office.person('bdb-leader')));
  expect(all.length).toBeGreaterThan(50);
  expect(all.at(-1)).toMatchObject({ people: 0, vacant: [] });
  expect(all.find(({ id }) => id === 'bdb')).toMatchObject({ vacant: [] });
  expect(await organisations(office.db, await office.person('civil-applicant'))).toMatchObject({ code: 'forbidden' });
});

test('every limit in force is listed once with its source, those in use first', async () => {
  const { limits } = await timeLimits(office.db, await office.person('civil-applicant'));
  expect(limits.find(({ key }) => key === 'share.conditional.reply')).toMatchObject({
    amount: 10,
    unit: 'workingDay',
    extensionMax: 10,
    status: 'law',
    basis: expect.stringContaining('政务数据共享条例'),
  });
  expect(new Set(limits.map(({ key }) => key)).size).toBe(limits.length);
  const used = limits.map(({ steps }) => steps.length > 0);
  expect(used.toSorted((a, b) => Number(b) - Number(a))).toEqual(used);
});
