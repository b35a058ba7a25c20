import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTask } from '#server/commands/open-task.ts';
import { DEFAULT_CHOICES, NOTICE_KINDS } from '#server/domain/notices.ts';
import { nextJobKey } from '../support/cases.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let applicant: string;
let steward: string;
beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  applicant = await client.signIn('housing-applicant');
  steward = await client.signIn('housing-steward');
});
afterAll(() => server.stop());

/** An application, with its first task as the engine would have opened it. */
async function fileCase(): Promise<string> {
  const example = await client.call('GET', '/forms/share_application/1/example?entry=cat-018', { token: applicant });
  const filed = await client.call('POST', '/cases', { token: applicant, body: { process: 'conditional-share', answers: example.body } });
  const caseId = String(fieldOf(filed, 'id'));
  await openTask(server.services.db, {
    jobKey: nextJobKey(),
    caseId,
    run: 1,
    element: 'internal_consent',
    candidates: ['housing:data_steward'],
  });
  return caseId;
}

describe('what somebody was told', () => {
  test('is theirs alone, is read by id, and counts no more then', async () => {
    const caseId = await fileCase();
    expect((await client.call('GET', '/notifications/unread', { token: steward })).body).toEqual({ unread: 1 });
    const list = await client.call('GET', '/notifications?unread=true', { token: steward });
    expect(list.body).toMatchObject({
      items: [{ kind: 'task_offered', case: { id: caseId }, task: { name: '内部审核' }, readAt: null }],
      next: null,
    });
    expect((await client.call('GET', '/notifications', { token: applicant })).body).toMatchObject({ items: [] });

    const ids = [fieldOf(list, 'items', 0, 'id')];
    expect((await client.call('POST', '/notifications/read', { token: applicant, body: { ids } })).body).toEqual({ read: 0 });
    expect((await client.call('POST', '/notifications/read', { token: steward, body: { ids } })).body).toEqual({ read: 1 });
    expect((await client.call('POST', '/notifications/read', { token: steward, body: { ids } })).body).toEqual({ read: 0 });
    expect((await client.call('GET', '/notifications/unread', { token: steward })).body).toEqual({ unread: 0 });
    expect((await client.call('GET', '/notifications', { token: steward })).body).toMatchObject({
      items: [{ readAt: expect.any(String) }],
    });
  });

  test('is read all at once as far as it had come; what comes later stays', async () => {
    await fileCase();
    const seen = await client.call('GET', '/notifications?unread=true', { token: steward });
    server.wait(1000);
    await fileCase();
    const upTo = fieldOf(seen, 'items', 0, 'at');
    expect((await client.call('POST', '/notifications/read', { token: steward, body: { upTo } })).body).toEqual({ read: 1 });
    expect((await client.call('GET', '/notifications/unread', { token: steward })).body).toEqual({ unread: 1 });
  });

  test('comes in pages', async () => {
    const first = await client.call('GET', '/notifications?limit=1', { token: steward });
    const second = await client.call('GET', `/notifications?limit=1&cursor=${String(fieldOf(first, 'next'))}`, { token: steward });
    expect(fieldOf(second, 'items', 0, 'id')).not.toBe(fieldOf(first, 'items', 0, 'id'));
  });

  test('about a case that they may no longer see is not told any more', async () => {
    await server.sql(`update appointment set valid_to = '2026-01-01' where account_id = 'housing-steward'`);
    expect((await client.call('GET', '/notifications', { token: steward })).body).toMatchObject({ items: [] });
    expect((await client.call('GET', '/notifications/unread', { token: steward })).body).toEqual({ unread: 0 });
    await server.sql(`update appointment set valid_to = null where account_id = 'housing-steward'`);
  });

  test('reaches the open page of the person, and so does its reading', async () => {
    const events = await fetch(`${server.url}/api/v1/events`, { headers: { Authorization: `Bearer ${steward}` } });
    if (events.body === null) throw new Error('no stream of events');
    const reader = events.body.getReader();
    const decoder = new TextDecoder();
    let heard = '';
    const until = async (text: string) => {
      while (!heard.includes(text)) heard += decoder.decode((await reader.read()).value);
    };
    const caseId = await fileCase();
    await until(`event: notification\ndata: {"caseId":"${caseId}"}`);
    const unread = await client.call('GET', '/notifications?unread=true', { token: steward });
    heard = '';
    await client.call('POST', '/notifications/read', {
      token: steward,
      body: { ids: [fieldOf(unread, 'items', 0, 'id')] },
    });
    await until('event: notification\ndata: {"caseId":null}');
    await reader.cancel();
  });
});

describe('settings', () => {
  test('are by default those of the table, and afterwards as chosen; what the law demands stays on', async () => {
    const read = await client.call('GET', '/notification-settings', { token: applicant });
    expect(read.body).toMatchObject({
      email: 'housing-applicant@demo.example',
      language: 'zh-CN',
      quiet: true,
      digestAt: '09:30',
      channels: [],
    });
    const off = { product: false, email: 'off', webhook: 'off' };
    const choices = Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, off]));
    const body = { email: ' applicant@lasa.example ', language: 'en', quiet: false, digestAt: '16:30', choices };
    expect((await client.call('PUT', '/notification-settings', { token: applicant, body })).status).toBe(200);
    expect((await client.call('GET', '/notification-settings', { token: applicant })).body).toMatchObject({
      email: 'applicant@lasa.example',
      language: 'en',
      quiet: false,
      digestAt: '16:30',
      choices: { copied: off, reply: { ...off, product: true }, supplement: { ...off, product: true } },
    });
  });

  test('that mean nothing are refused by name', async () => {
    const sound = { email: '', language: 'en', quiet: true, digestAt: '09:30', choices: DEFAULT_CHOICES };
    for (const [change, path] of [
      [{ email: 'x@y.cn\nBcc: z@y.cn' }, 'email'],
      [{ digestAt: '03:00' }, 'digestAt'],
    ] as const)
      expect(await client.call('PUT', '/notification-settings', { token: steward, body: { ...sound, ...change } })).toMatchObject({
        status: 422,
        body: { fields: { [path]: expect.any(String) } },
      });
  });
});

describe('for the operators', () => {
  test('stands which way out is configured, and what was given up can be sent anew; nobody else sees or does it', async () => {
    const operator = await client.signIn('bdb-ops');
    expect((await client.call('GET', '/operations/notices', { token: steward })).status).toBe(403);
    expect((await client.call('GET', '/operations/notices', { token: operator })).body).toMatchObject({
      channels: [
        { channel: 'email', active: false, failure: '' },
        { channel: 'webhook', active: false },
      ],
      trouble: [],
    });
    const [given] = await server.sql(
      `insert into notice_message (id, account_id, channel, key, state, attempts, due_at, result, created_at, settled_at)
       values (gen_random_uuid(), 'housing-steward', 'email', 'x', 'given_up', 8, now(), '451 later', now(), now()) returning id`,
    );
    const id = String(given?.['id']);
    expect((await client.call('GET', '/operations/notices', { token: operator })).body).toMatchObject({
      trouble: [{ id, state: 'given_up', result: '451 later', attempts: 8 }],
    });
    expect((await client.call('POST', `/operations/notices/${id}/retry`, { token: steward, body: {} })).status).toBe(403);
    expect((await client.call('POST', `/operations/notices/${id}/retry`, { token: operator, body: {} })).status).toBe(200);
    expect((await client.call('POST', `/operations/notices/${id}/retry`, { token: operator, body: {} })).status).toBe(404);
  });
});
