import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTask } from '#server/commands/open-task.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client, Reply } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let applicant: string;
let steward: string;
let second: string;
let leader: string;
let officer: string;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  await server.sql(
    `insert into account (id, username, display_name, organisation_id, password_hash, demo)
     select 'housing-steward-2', 'housing-steward-2', '住建·数据管理岗乙(示例)', organisation_id, password_hash, demo from account where id = 'housing-steward'`,
  );
  await server.sql(
    `insert into appointment (account_id, organisation_id, role, valid_from) values ('housing-steward-2', 'housing', 'data_steward', '2025-08-01')`,
  );
  [applicant, steward, second, leader, officer] = [
    await client.signIn('housing-applicant'),
    await client.signIn('housing-steward'),
    await client.signIn('housing-steward-2'),
    await client.signIn('housing-leader'),
    await client.signIn('bdb-exchange'),
  ];
});
afterAll(() => server.stop());

let jobs = 70_000;

/** What the engine's worker does when a step is reached. */
async function reach(caseId: string, element: string, candidate: string): Promise<string> {
  jobs += 1;
  const stay = { instanceKey: caseId, elementKey: String(jobs) };
  await openTask(server.services.db, { jobKey: String(jobs), caseId, run: 1, element, candidates: [candidate], stay });
  const [row] = await server.sql(`select id from task where case_id = $1 and element = $2 and state = 'open'`, [caseId, element]);
  return String(row?.['id']);
}

async function file(entry = 'cat-040'): Promise<string> {
  const example = await client.call('GET', `/forms/share_application/1/example?entry=${entry}`, { token: applicant });
  const reply = await client.call('POST', '/cases', {
    token: applicant,
    body: { process: 'conditional-share', answers: Object(example.body) },
  });
  return String(fieldOf(reply, 'id'));
}

async function consent(entry?: string): Promise<{ caseId: string; taskId: string }> {
  const caseId = await file(entry);
  return { caseId, taskId: await reach(caseId, 'internal_consent', 'housing:data_steward') };
}

const act = (taskId: string, operation: string, token: string, body?: object): Promise<Reply> =>
  client.call('POST', `/tasks/${taskId}/${operation}`, { token, ...(body === undefined ? {} : { body }) });

async function actions(taskId: string, token: string): Promise<unknown> {
  return fieldOf(await client.call('GET', `/tasks/${taskId}`, { token }), 'actions');
}

const reason = '出差';

describe('over the interface', () => {
  test('a task is claimed and released, and what one may do changes with it', async () => {
    const { caseId, taskId } = await consent();
    expect((await act(taskId, 'claim', steward)).body).toEqual({ taskId, caseId });
    expect(await actions(taskId, steward)).toContain('release');
    expect(await actions(taskId, second)).toEqual(['copy']);
    const late = await act(taskId, 'claim', second);
    expect([late.status, fieldOf(late, 'detail')]).toEqual([403, expect.stringContaining('同事办理中')]);
    expect((await act(taskId, 'release', steward)).status).toBe(200);
    expect(await actions(taskId, second)).toContain('claim');
  });

  test('is transferred to one of those who are offered for it, with a reason', async () => {
    const { taskId } = await consent();
    const choices = await client.call('GET', `/tasks/${taskId}/choices?operation=transfer`, { token: steward });
    expect(fieldOf(choices, 'people')).toEqual([
      { id: 'housing-steward-2', name: '住建·数据管理岗乙(示例)', organisation: '拉萨市住房和城乡建设局', post: 'data_steward' },
    ]);
    const without = await act(taskId, 'transfer', steward, { to: 'housing-steward-2', reason: '' });
    expect([without.status, fieldOf(without, 'fields', 'reason')]).toEqual([422, '请填写理由']);
    expect((await act(taskId, 'transfer', steward, { to: 'housing-steward-2', reason })).status).toBe(200);
    expect(await actions(taskId, steward)).toEqual(['copy']);
  });

  test('is delegated, recalled, delegated again and handed back', async () => {
    const { taskId } = await consent();
    for (const way of ['recall', 'hand-back']) {
      expect((await act(taskId, 'delegate', steward, { to: 'housing-leader', reason })).status).toBe(200);
      const back = way === 'recall' ? act(taskId, way, steward) : act(taskId, way, leader, { reason: '建议同意' });
      expect((await back).status).toBe(200);
    }
    expect(await actions(taskId, steward)).toContain('decide');
  });

  test('gets another signer, and does without', async () => {
    const { taskId } = await consent();
    expect((await act(taskId, 'add-signer', steward, { to: 'housing-leader', place: 'after', reason })).status).toBe(200);
    const task = await client.call('GET', `/tasks/${taskId}`, { token: steward });
    expect(fieldOf(task, 'signers')).toMatchObject([
      { place: 'drawn', state: 'due' },
      { place: 'after', state: 'waiting', posts: ['housing:dept_leader'] },
    ]);
    const signerId = fieldOf(task, 'signers', 1, 'id');
    expect((await act(taskId, 'remove-signer', steward, { signerId, reason })).status).toBe(200);
  });

  test('is returned to the applicant, and taken back while nobody has acted', async () => {
    const { taskId } = await consent();
    const choices = await client.call('GET', `/tasks/${taskId}/choices?operation=return`, { token: steward });
    expect(fieldOf(choices, 'targets')).toEqual([{ element: 'revise', name: '修改申请', straightBack: true }]);
    expect((await act(taskId, 'return', steward, { to: 'revise', reason })).status).toBe(200);

    const other = await consent();
    const answers = await client.call('GET', `/forms/internal_consent/1/example?task=${other.taskId}&outcome=agree`, { token: steward });
    const decision = { outcome: 'agree', answers: answers.body, revision: 1 };
    expect((await act(other.taskId, 'decision', steward, decision)).status).toBe(200);
    expect((await act(other.taskId, 'take-back', steward)).status).toBe(409);
    await reach(other.caseId, 'formal_check', 'bdb:bureau_share_officer');
    expect(await actions(other.taskId, steward)).toContain('take_back');
    expect((await act(other.taskId, 'take-back', steward)).status).toBe(200);
  });

  test('is copied to colleagues, and the case is urged by its applicant', async () => {
    const { caseId, taskId } = await consent();
    expect((await act(taskId, 'copy', steward, { to: ['housing-leader'], reason: '请知悉' })).status).toBe(200);
    expect((await client.call('GET', `/cases/${caseId}`, { token: leader })).status).toBe(200);
    expect((await client.call('POST', `/cases/${caseId}/urge`, { token: applicant })).status).toBe(409);
    await reach(caseId, 'formal_check', 'bdb:bureau_share_officer');
    expect((await client.call('POST', `/cases/${caseId}/urge`, { token: applicant })).body).toEqual({ id: caseId, nth: 1 });
    expect((await client.call('POST', `/cases/${caseId}/urge`, { token: officer })).status).toBe(403);
  });
});

test('the list of tasks on which nobody can act is for those who supervise', async () => {
  await server.sql(`update account set active = false where id = 'edu-steward'`);
  const { caseId } = await consent();
  const taskId = await reach(caseId, 'provider_decision', 'edu:data_steward');
  const supervisor = await client.signIn('bdb-sec');
  const found = await client.call('GET', '/operations/unmanned', { token: supervisor });
  expect(fieldOf(found, 'items')).toMatchObject([{ taskId, posts: ['edu:data_steward'] }]);
  expect((await client.call('GET', '/operations/unmanned', { token: steward })).status).toBe(403);
});
