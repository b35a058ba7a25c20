import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { fileExample } from '../engine/support/cases.ts';
import { fileAndFollow, walkOf } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { everythingOf, readThroughApi, readThroughPages } from './reads.ts';
import type { Secrets } from './reads.ts';
import { listen } from './serve.ts';
import type { Listening } from './serve.ts';

const CONTACT = '0891-6329999';
const STORY = '只有投诉人知道的经过';

let office: Office;
let server: Listening;

type Complaint = { readonly walk: Walk; readonly secrets: Secrets };
let complaints: Record<'ofDepartment' | 'ofBureau' | 'ofAuditors' | 'ofDecider', Complaint>;

/** Each is filed by somebody whom nothing else in the city names, is accepted, becomes overdue and is told above, and is found right. */
beforeAll(async () => {
  office = await openOffice();
  const refused = await decidedBySupervision();
  complaints = {
    ofDepartment: await complaintOf('civil'),
    ofBureau: await complaintOf('bdb'),
    ofAuditors: await complaintOf('gov-office'),
    ofDecider: await complaintOf('civil', { targetCaseNumber: refused }),
  };
  office.at('2027-02-01T09:00:00');
  await attendClocks(office.db);
  office.at('2027-02-10T09:00:00');
  await attendClocks(office.db);
  await complaints.ofDepartment.walk.decide('finding', 'agree');
  server = await listen(office.appUrl);
  await server.opened;
});
afterAll(async () => {
  await server.stop();
  await office.close();
});

/** A case in which the supervision has decided; its number. */
async function decidedBySupervision(): Promise<string> {
  const grant = await (await fileAndFollow(office, { entry: 'cat-002' })).grant();
  const id = await fileExample(office.db, 'grant-suspension', 'samr-steward', { grantId: grant?.id ?? '', cause: 'misuse' });
  const walk = walkOf(office, id, await office.person('samr-steward'));
  await walk.follow();
  await walk.decide('rectification', 'done');
  await walk.decide('inspection', 'agree', { by: 'bdb-sec' });
  return (await walk.file()).number;
}

let filed = 0;
async function complaintOf(targetOrganisation: string, more: Answers = {}): Promise<Complaint> {
  filed += 1;
  const filer = await office.hire(`complainant-${filed}`, 'housing', ['dept_applicant']);
  const facts = `${STORY}${filed}`;
  const answers = { targetOrganisation, facts, contact: `${CONTACT}${filed}`, ...more };
  const walk = walkOf(office, await fileExample(office.db, 'complaint', filer.accountId, answers), filer);
  await walk.follow();
  await walk.decide('complaint_acceptance', 'accept');
  return { walk, secrets: await everythingOf(office, [walk], [facts, `${CONTACT}${filed}`, filer.name, filer.accountId], []) };
}

/** Every read, over the interface and behind the pages, that tells this person something of the complaint. */
async function told({ secrets }: Complaint, accountId: string): Promise<string[]> {
  const reads = [
    ...(await readThroughApi(server, secrets, accountId)),
    ...(await readThroughPages(server, secrets, await office.fresh(accountId))),
  ];
  return [...new Set(reads.flatMap(({ call, leaks }) => (leaks.length > 0 ? [`${call}: ${leaks[0]}`] : [])))];
}

describe('whoever is complained of learns nothing of who complains, on no page and in no answer', () => {
  test.each(['civil-steward', 'civil-leader', 'civil-applicant'])('%s, of the department', async (person) => {
    expect(await told(complaints.ofDepartment, person)).toEqual([]);
  });
  test.each(['bdb-sec', 'bdb-leader', 'bdb-exchange', 'bdb-ops'])('%s, when it is the bureau', async (person) => {
    expect(await told(complaints.ofBureau, person)).toEqual([]);
  });
  test('the auditor, when it is where the auditors sit', async () => {
    expect(await told(complaints.ofAuditors, 'auditor-1')).toEqual([]);
  });
  test('the supervisor who decided in the case complained of', async () => {
    expect(await told(complaints.ofDecider, 'bdb-sec')).toEqual([]);
  });
});

test('the same walks find it for whoever handles it: they can fail', async () => {
  const calls = async (complaint: Complaint, person: string) => new Set((await told(complaint, person)).map((line) => line.split(':')[0]));
  const handler = await calls(complaints.ofBureau, 'auditor-1');
  for (const call of ['listCases', 'getCase', 'getTask', 'caseDetails', 'taskDetails', 'notifications', 'search'])
    expect(handler).toContain(call);
  expect((await calls(complaints.ofAuditors, 'bdb-sec')).has('caseDetails')).toBe(true);
  expect((await calls(complaints.ofDecider, 'auditor-1')).has('caseDetails')).toBe(true);
});
