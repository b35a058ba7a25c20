import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE_CALLS } from './areas.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let steward: string;
let leader: string;
let applicant: string;
let auditor: string;
let keeper: string;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  [steward, leader, applicant, auditor, keeper] = [
    await client.signIn('civil-steward'),
    await client.signIn('civil-leader'),
    await client.signIn('civil-applicant'),
    await client.signIn('auditor-1'),
    await client.signIn('bdb-flow'),
  ];
});
afterAll(() => server.stop());

/** Days from the running server's today. */
function day(ahead: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
}

test('an appointment is given, shown with its history, and ended', async () => {
  const body = { accountId: 'civil-reviewer', organisationId: 'civil', role: 'dept_applicant', from: day(0), to: day(365), reason: '轮岗' };
  expect((await client.call('POST', '/appointments', { token: applicant, body })).status).toBe(403);
  expect((await client.call('POST', '/appointments', { token: auditor, body })).status).toBe(403);
  const given = await client.call('POST', '/appointments', { token: steward, body });
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  expect((await client.call('POST', '/appointments', { token: steward, body })).status).toBe(422);
  expect((await client.call('GET', '/appointments', { token: applicant })).status).toBe(403);
  expect((await client.call('GET', '/appointments?organisation=police', { token: steward })).status).toBe(404);
  const id = fieldOf(given, 'id');
  const register = await client.call('GET', '/appointments?organisation=civil', { token: auditor });
  expect(JSON.stringify(register.body)).toContain(String(id));
  const end = { lastDay: day(-1), reason: '调离' };
  expect((await client.call('POST', `/appointments/${id}/end`, { token: leader, body: { ...end, lastDay: day(-2) } })).status).toBe(422);
  expect((await client.call('POST', `/appointments/${id}/end`, { token: leader, body: end })).status).toBe(200);
  expect((await client.call('POST', `/appointments/${id}/end`, { token: leader, body: end })).status).toBe(409);
});

test('a deputy is set by the person, who may take it back', async () => {
  const body = { principalId: 'civil-steward', deputyId: 'civil-reviewer', from: day(0), to: day(3), reason: '出差' };
  expect((await client.call('POST', '/deputies', { token: applicant, body })).status).toBe(403);
  const set = await client.call('POST', '/deputies', { token: steward, body });
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  const deputy = await client.signIn('civil-reviewer');
  expect(fieldOf(await client.call('GET', '/session', { token: deputy }), 'actor', 'roles')).toEqual([
    'catalogue_reviewer',
    'data_steward',
  ]);
  expect(fieldOf(await client.call('GET', '/deputies', { token: deputy }), 'deputies', 0)).toMatchObject({
    state: 'in_force',
    mayEnd: true,
  });
  const end = `/deputies/${fieldOf(set, 'id')}/end`;
  expect((await client.call('POST', end, { token: applicant, body: {} })).status).toBe(404);
  expect((await client.call('POST', end, { token: steward, body: {} })).status).toBe(200);
  expect(fieldOf(await client.call('GET', '/session', { token: deputy }), 'actor', 'roles')).toEqual(['catalogue_reviewer']);
});

test('a handover is previewed and done, and the leaver is signed out', async () => {
  const leaver = await client.signIn('commerce-applicant');
  const head = await client.signIn('commerce-leader');
  const shown = await client.call('GET', '/handovers/preview?leaver=commerce-applicant&successor=commerce-compiler', { token: head });
  expect(shown.body).toMatchObject({ plan: { posts: [{ role: 'dept_applicant', heldAlready: false }], possible: true } });
  const body = {
    leaverId: 'commerce-applicant',
    successorId: 'commerce-compiler',
    reason: '调离',
    fingerprint: fieldOf(shown, 'plan', 'fingerprint'),
  };
  expect((await client.call('POST', '/handovers', { token: head, body: { ...body, fingerprint: 'x' } })).status).toBe(409);
  expect((await client.call('POST', '/handovers', { token: applicant, body })).status).toBe(403);
  expect((await client.call('POST', '/handovers', { token: head, body })).status).toBe(201);
  expect((await client.call('GET', '/session', { token: leaver })).status).toBe(401);
});

test('phrases are kept and thrown away', async () => {
  const added = await client.call('POST', '/phrases', { token: steward, body: { text: '符合共享条件,同意', owner: 'department' } });
  expect(added.status).toBe(201);
  expect((await client.call('POST', '/phrases', { token: applicant, body: { text: '同意', owner: 'department' } })).status).toBe(403);
  expect((await client.call('GET', '/phrases', { token: applicant })).body).toMatchObject({
    phrases: [{ shared: true, mayDelete: false }],
    mayShare: false,
  });
  const path = `/phrases/${fieldOf(added, 'id')}`;
  expect((await client.call('DELETE', path, { token: applicant })).status).toBe(404);
  expect((await client.call('DELETE', path, { token: steward })).status).toBe(204);
});

test('the supervision reads ledger, what stands still and the chain of a case; others do not', async () => {
  for (const path of ['/ledger', '/supervision', '/supervision/chain?number=x']) {
    expect((await client.call('GET', path, { token: steward })).status, path).toBe(403);
  }
  const housing = await client.signIn('housing-applicant');
  const example = await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token: housing });
  const filed = await client.call('POST', '/cases', { token: housing, body: { process: 'conditional-share', answers: example.body } });
  const number = encodeURIComponent(String(fieldOf(filed, 'number')));
  expect((await client.call('GET', `/supervision/chain?number=${number}`, { token: auditor })).body).toMatchObject({
    verdict: { ok: true },
  });
  expect((await client.call('GET', '/supervision/chain?number=x', { token: auditor })).status).toBe(404);
  expect((await client.call('GET', '/ledger?limit=10', { token: leader })).body).toMatchObject({ items: [], next: null });
  expect((await client.call('GET', '/supervision', { token: auditor })).body).toMatchObject({ overdue: [], orphaned: [] });
  expect(fieldOf(await client.call('GET', '/time-limits', { token: applicant }), 'limits', 0, 'steps', 0)).toEqual(expect.any(String));
});

test('a notice is previewed and imported by whoever keeps the calendar', async () => {
  const body = { text: '2027-02-05,放假,春节\n2027-02-30,放假,春节', level: 'national', source: '通知' };
  const shown = await client.call('POST', '/calendar-imports/preview', { token: keeper, body });
  expect(shown.body).toMatchObject({ days: 0, wrong: 1, rows: [{ state: 'new' }, { state: 'wrong', error: 'not_a_calendar_day' }] });
  const revision = Number(fieldOf(shown, 'revision'));
  expect((await client.call('POST', '/calendar-imports', { token: keeper, body: { ...body, revision } })).status).toBe(422);
  const right = { ...body, text: '2027-02-05,放假,春节', revision };
  expect((await client.call('POST', '/calendar-imports', { token: applicant, body: right })).status).toBe(403);
  expect((await client.call('POST', '/calendar-imports', { token: keeper, body: right })).body).toMatchObject({ days: 1 });
  expect((await client.call('POST', '/calendar-imports', { token: keeper, body: { ...right, text: '2027-02-08,放假,春节' } })).status).toBe(
    409,
  );
});

test('every call of this area was answered as its document says', () => {
  const own = [...PEOPLE_CALLS, 'previewCalendarImport', 'importCalendar'];
  expect(own.filter((id) => !client.answered.has(id))).toEqual([]);
});
