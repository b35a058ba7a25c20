import { afterAll, beforeAll, expect, test } from 'vitest';
import { may } from '#server/auth/ability.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { CatalogueEntry } from '#server/db/entities/catalogue-entry.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { rows } from '#server/db/orm.ts';
import type { Actor } from '#server/domain/actor.ts';
import { readerScope } from '#server/queries/reader-scope.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { fileExample } from '../engine/support/cases.ts';
import { fileAndFollow, fileToProvider } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
let people: Actor[];

beforeAll(async () => {
  office = await openOffice();
  await fileAndFollow(office, { entry: 'cat-002' });
  await fileAndFollow(office, { entry: 'cat-002', by: 'edu-applicant' });
  const withdrawn = await fileToProvider(office, { entry: 'cat-040' });
  await withdrawCase(office.db, withdrawn.filer, { caseId: withdrawn.id });
  await fileToProvider(office, { entry: 'cat-040', by: 'health-applicant' });
  await fileToProvider(office, { entry: 'cat-003', by: 'samr-applicant' });
  for (const targetOrganisation of ['civil', 'bdb', 'gov-office']) {
    await fileExample(office.db, 'complaint', 'housing-applicant', { targetOrganisation });
  }
  // One of each role, people of the departments in these cases, and somebody with two posts in two departments.
  const ids = await office.sql<{ id: string }>(`
    select distinct on (p.role, p.organisation_id) p.account_id as id from appointment p
    where p.organisation_id in ('housing', 'civil', 'edu', 'samr', 'meteo', 'bdb', 'secrecy', 'gov-office') or p.role in ('auditor', 'coordination_member', 'external_applicant')`);
  people = await Promise.all(ids.map(({ id }) => office.person(id)));
  people.push(
    await office.hire('two-posts', 'civil', ['data_steward', 'catalogue_compiler'], 'housing'),
    await office.hire('no-post', 'civil', []),
  );
});
afterAll(() => office.close());

async function listed(actor: Actor, subject: 'Case' | 'Grant' | 'Entry', from: string): Promise<string[]> {
  const scope = readerScope(actor, subject);
  const found = await rows<{ id: string }>(office.db.orm.em.fork(), `select id from ${from} where ${scope.sql} order by id`, scope.params);
  return found.map((row) => row.id);
}

test('lists of cases hold exactly those cases that the rules allow one by one', async () => {
  const all = await office.db.orm.em.fork().find(CaseFile, {}, { orderBy: { id: 'asc' } });
  for (const actor of people) {
    expect(await listed(actor, 'Case', 'case_file f'), actor.accountId).toEqual(
      all.filter((file) => may(actor, 'read', 'Case', file)).map((file) => file.id),
    );
  }
  expect(all.length).toBeGreaterThan(4);
});

test('lists of grants hold exactly those grants that the rules allow one by one', async () => {
  const all = await office.db.orm.em.fork().find(ShareGrant, {}, { orderBy: { id: 'asc' } });
  for (const actor of people) {
    expect(await listed(actor, 'Grant', 'share_grant g'), actor.accountId).toEqual(
      all.filter((grant) => may(actor, 'read', 'Grant', grant)).map((grant) => grant.id),
    );
  }
  expect(all.length).toBeGreaterThan(1);
});

test('the catalogue holds exactly those entries that the rules allow one by one', async () => {
  const all = await office.db.orm.em.fork().find(CatalogueEntry, {}, { orderBy: { id: 'asc' } });
  for (const actor of people) {
    expect(await listed(actor, 'Entry', 'catalogue_entry e'), actor.accountId).toEqual(
      all.filter((entry) => may(actor, 'read', 'Entry', entry)).map((entry) => entry.id),
    );
  }
  expect(all).toHaveLength(60);
});
