import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTask } from '#server/commands/open-task.ts';
import { nextJobKey } from '../support/cases.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let leader: string;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  leader = await client.signIn('bdb-leader');
});
afterAll(() => server.stop());

/** A task of the bureau's leader, as the engine would have opened it. */
async function leadersTask(): Promise<string> {
  const applicant = await client.signIn('police-applicant');
  const example = await client.call('GET', '/forms/share_application/1/example?entry=cat-018', { token: applicant });
  const items = await server.sql(
    `select id from information_item where entry_id = 'cat-018' and level <= 2 and not 'sensitive_personal' = any (flags)`,
  );
  const answers = { ...(example.body as object), itemIds: items.map(({ id }) => id) };
  const filed = await client.call('POST', '/cases', { token: applicant, body: { process: 'conditional-share', answers } });
  const caseId = String(fieldOf(filed, 'id'));
  await openTask(server.services.db, {
    jobKey: nextJobKey(),
    caseId,
    run: 1,
    element: 'provider_decision',
    candidates: ['bdb:bureau_leader'],
  });
  const [task] = await server.sql('select id from task where case_id = $1', [caseId]);
  return String(task?.['id']);
}

test('a decision waits in the row of who made it, is taken out, and is signed with the password', async () => {
  const id = await leadersTask();
  const body = { outcome: 'refuse', opinion: '超出履职需要', basis: '《政务数据共享条例》第二十一条', revision: 1 };
  const outsider = await client.signIn('bdb-exchange');
  expect((await client.call('PUT', `/signing-row/${id}`, { token: outsider, body })).status).toBe(403);
  expect((await client.call('PUT', `/signing-row/${id}`, { token: leader, body })).body).toEqual({ taskId: id });
  expect((await client.call('DELETE', `/signing-row/${id}`, { token: leader })).status).toBe(200);
  expect((await client.call('GET', '/signing-row', { token: leader })).body).toEqual({ items: [] });
  await client.call('PUT', `/signing-row/${id}`, { token: leader, body });
  expect((await client.call('GET', '/signing-row', { token: leader })).body).toMatchObject({ items: [{ taskId: id, outcome: 'refuse' }] });
  expect(await client.call('POST', '/signing-row/signature', { token: leader, body: { password: 'no' } })).toMatchObject({
    status: 422,
    body: { fields: { password: expect.any(String) } },
  });
  expect(await client.call('POST', '/signing-row/signature', { token: leader, body: { password: 'gongkai-demo' } })).toMatchObject({
    status: 200,
    body: { items: [{ taskId: id, refused: null }] },
  });
  expect((await client.call('PUT', `/signing-row/${id}`, { token: leader, body })).status).toBe(409);
});
