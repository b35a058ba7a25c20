import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentActor } from '#server/auth/session.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { answersSchema } from '#server/http/api/answers.ts';
import { onceOnly } from '#server/http/once-only.ts';
import { once } from '#server/http/once.ts';
import { transact } from '#server/db/transact.ts';
import { run } from '#server/db/orm.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let token: string;
let answers: unknown;

beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  token = await client.signIn('housing-applicant');
  answers = (await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token })).body;
});
afterAll(() => server.stop());

const file = (key: string, body: unknown = { process: 'conditional-share', answers }, as = token) =>
  client.call('POST', '/cases', { token: as, body, key });
const count = async (): Promise<number> => Number((await server.sql('select count(*)::int as n from case_file'))[0]?.['n']);

test('the same key and body get the same answer, and it is done once', async () => {
  const before = await count();
  const [first, second] = [await file('k-1'), await file('k-1')];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('Location')).toBe(first.headers.get('Location'));
  expect(second.headers.get('Idempotent-Replayed')).toBe('true');
  expect(await count()).toBe(before + 1);
});

test('the same key with another body is refused', async () => {
  await file('k-2');
  const reply = await file('k-2', { process: 'conditional-share', answers: {} });
  expect([reply.status, fieldOf(reply, 'detail')]).toEqual([422, '这个 Idempotency-Key 已用于内容不同的请求,请换一个新的键。']);
});

test('the same key at another address is refused', async () => {
  const filed = await file('k-3');
  const reply = await client.call('POST', `/cases/${fieldOf(filed, 'id')}/withdraw`, { token, body: {}, key: 'k-3' });
  expect(reply.status).toBe(422);
});

test('the same key of another person is another key', async () => {
  const other = await client.signIn('edu-applicant');
  const theirs = (await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token: other })).body;
  const [mine, others] = [await file('k-4'), await file('k-4', { process: 'conditional-share', answers: theirs }, other)];
  expect(fieldOf(others, 'id')).not.toBe(fieldOf(mine, 'id'));
});

test('of many at once one is done, the others get its answer or are told to come again', async () => {
  const before = await count();
  const replies = await Promise.all(Array.from({ length: 12 }, () => file('k-5')));
  expect(await count()).toBe(before + 1);
  const statuses = new Set(replies.map((reply) => reply.status));
  expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
  expect(new Set(replies.filter((reply) => reply.status === 201).map((reply) => fieldOf(reply, 'id'))).size).toBe(1);
  for (const waiting of replies.filter((reply) => reply.status === 409)) {
    expect([fieldOf(waiting, 'code'), waiting.headers.get('Retry-After')]).toEqual(['in_progress', '1']);
  }
  expect((await file('k-5')).status).toBe(201);
});

test('a refusal is repeated as well', async () => {
  const before = await count();
  const [first, second] = [
    await file('k-6', { process: 'conditional-share', answers: { entryId: 'cat-040' } }),
    await file('k-6', { process: 'conditional-share', answers: { entryId: 'cat-040' } }),
  ];
  expect([first.status, second.status]).toEqual([422, 422]);
  expect(fieldOf(second, 'fields')).toEqual(fieldOf(first, 'fields'));
  expect(await count()).toBe(before);
});

test('after a day the key is free again', async () => {
  const first = await file('k-7');
  server.wait(24 * 3_600_000 + 1000);
  token = await client.signIn('housing-applicant');
  expect(fieldOf(await file('k-7'), 'id')).not.toBe(fieldOf(first, 'id'));
});

test.each([' ', 'ä', 'x'.repeat(201)])('the key %j is refused', async (key) => {
  const reply = await client.call('POST', '/cases', {
    token,
    body: { process: 'conditional-share', answers },
    headers: { 'Idempotency-Key': encodeURIComponent(key).length > 201 ? key : `a${key}b` },
  });
  expect(reply.status).toBe(422);
});

const request = { accountId: 'housing-applicant', call: 'post /x', bodyHash: 'h' };
const shown = (result: unknown) => ({ status: 200, body: result });
const never = () => {
  throw new Error('not refused here');
};

test('an act that fails leaves neither its work nor a kept answer, and may be tried again', async () => {
  const { db } = server.services;
  const failing = once(
    db,
    { ...request, key: 'k-8' },
    (own) =>
      transact(own, async (tx) => {
        await run(tx.em, `update account set unit = 'half done' where id = 'housing-applicant'`);
        throw new Error('broken');
      }),
    shown,
    never,
  );
  await expect(failing).rejects.toThrow('broken');
  expect(await server.sql(`select unit from account where id = 'housing-applicant'`)).not.toEqual([{ unit: 'half done' }]);
  const again = await once(db, { ...request, key: 'k-8' }, (own) => transact(own, () => Promise.resolve('done')), shown, never);
  expect(again).toEqual({ kind: 'answered', answer: { status: 200, body: 'done' } });
});

test('one that was taken for dead and still comes to its commit does nothing', async () => {
  const { db } = server.services;
  const slow = Promise.withResolvers<void>();
  const first = once(
    db,
    { ...request, key: 'k-9' },
    async (own) => {
      await slow.promise;
      return transact(own, async (tx) => {
        await run(tx.em, `update account set unit = 'twice' where id = 'housing-applicant'`);
        return 'first';
      });
    },
    shown,
    never,
  );
  server.wait(31_000);
  const second = await once(db, { ...request, key: 'k-9' }, (own) => transact(own, () => Promise.resolve('second')), shown, never);
  slow.resolve();
  expect(await first).toEqual({ kind: 'in_progress' });
  expect(second).toEqual({ kind: 'answered', answer: { status: 200, body: 'second' } });
  expect(await server.sql(`select unit from account where id = 'housing-applicant'`)).not.toEqual([{ unit: 'twice' }]);
});

test('a form with a key of its own is done once however often it is sent, and may be corrected after a refusal', async () => {
  const { db } = server.services;
  const actor = await currentActor(db, token, server.services.entrance.terms);
  if (actor === null) throw new Error('not signed in');
  const { fileCase: file } = onceOnly({ fileCase }, 'form-1');
  const sound = answersSchema.parse(answers);
  const before = await count();
  expect(await file(db, actor, { process: 'conditional-share', answers: { entryId: 'cat-040' } })).toMatchObject({ code: 'invalid' });
  const [first, second] = [
    await file(db, actor, { process: 'conditional-share', answers: sound }),
    await file(db, actor, { process: 'conditional-share', answers: sound }),
  ];
  expect(first).toHaveProperty('id');
  expect(second).toEqual(first);
  expect(await count()).toBe(before + 1);
});
