import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTask } from '#server/commands/open-task.ts';
import { replayCase } from '#server/commands/replay-case.ts';
import { retryMessage } from '#server/commands/retry-message.ts';
import { openChanges } from '#server/db/changes.ts';
import { openOrm, rows } from '#server/db/orm.ts';
import { enqueue } from '#server/db/outbox.ts';
import { loadReference } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { claimDue, claimOfCases, settle } from '#server/engine/claims.ts';
import { fileSample, memberOf } from '../engine/support/cases.ts';
import { cloneDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Db;
let a: string;
let b: string;

beforeAll(async () => {
  database = await cloneDatabase();
  const orm = await openOrm(database.appUrl);
  db = { orm, now: () => new Date(), changes: openChanges(), reference: await loadReference(orm.em.fork()) };
});
afterAll(async () => {
  await db.orm.close();
  await database.drop();
});
beforeEach(async () => {
  await rows(db.orm.em.fork(), 'delete from outbox');
  a = await fileSample(db, { entryId: 'cat-040' });
  b = await fileSample(db, { entryId: 'cat-040' });
});

test('the messages of one case leave one after the other, in the order in which they were decided', async () => {
  await withdraw(a);
  const [first] = await claimOfCases(db, [a]);
  expect(first).toMatchObject({ caseId: a, message: { kind: 'case.start' }, more: true, attempts: 1 });
  expect(await claimOfCases(db, [a])).toEqual([]);
  await settle(db, [{ id: first?.id ?? '', state: 'delivered', result: 'delivered' }]);
  expect(await claimOfCases(db, [a])).toMatchObject([{ message: { kind: 'message.publish' }, more: false }]);
});

test('of many relays at once each message goes to one', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? claimDue(db, 10) : claimOfCases(db, [a, b]))));
  expect(
    claims
      .flat()
      .map((claimed) => claimed.caseId)
      .sort(),
  ).toEqual([a, b].sort());
});

test('what a killed relay held is free again when its lease has ended', async () => {
  expect(await claimDue(db, 10)).toHaveLength(2);
  expect(await claimDue(db, 10)).toEqual([]);
  await rows(db.orm.em.fork(), `update outbox set leased_until = now() - interval '1 second'`);
  expect(await claimDue(db, 10)).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
});

test('a message that is stuck holds up its own case only, until an operator has it sent again', async () => {
  await withdraw(a);
  const [first] = await claimOfCases(db, [a]);
  await settle(db, [{ id: first?.id ?? '', state: 'stuck', result: 'case.start: INVALID_ARGUMENT' }]);
  expect((await claimDue(db, 10)).map((claimed) => claimed.caseId)).toEqual([b]);
  expect(await retryMessage(db, await memberOf(db, ['civil:data_steward']), { id: first?.id ?? '' })).toMatchObject({
    refused: true,
    code: 'forbidden',
  });
  const operator = await memberOf(db, ['bdb:platform_operator']);
  expect(await retryMessage(db, operator, { id: first?.id ?? '' })).toEqual({ id: first?.id });
  expect(await claimOfCases(db, [a])).toMatchObject([{ id: first?.id, attempts: 1 }]);
  expect(await retryMessage(db, operator, { id: '0' })).toMatchObject({ code: 'not_found' });
});

test('a message that came back waits for its time', async () => {
  const [first] = await claimOfCases(db, [a]);
  await settle(db, [{ id: first?.id ?? '', state: 'pending', result: 'case.start: UNAVAILABLE', retryInMs: 60_000 }]);
  expect(await claimOfCases(db, [a])).toEqual([]);
});

test('a message that nobody can read does not keep others', async () => {
  await rows(db.orm.em.fork(), `update outbox set payload = '{"kind":"case.start"}' where case_id = ?`, [a]);
  const claimed = await claimDue(db, 10);
  expect(claimed.find((row) => row.caseId === a)?.message).toBeNull();
  expect(claimed.find((row) => row.caseId === b)?.message).toMatchObject({ kind: 'case.start' });
});

test("the job of an earlier run is never completed: its key may be another case's job by now", async () => {
  await openTask(db, { jobKey: '77', caseId: a, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] });
  await rows(db.orm.em.fork(), `update outbox set state = 'delivered', result = 'delivered', delivered_at = now() where case_id = ?`, [a]);
  await complete(a, '77');
  await expectClaim(a, { current: true, proven: false, openedAt: expect.any(Date) });
  await replayCase(db, { caseId: a, fromRun: 1, epoch: 2, reason: 'engine_data_lost' });
  const [start] = await claimOfCases(db, [a]);
  expect(start).toMatchObject({ message: { kind: 'case.start', messageId: `${a}:2`, variables: { run: 2 } } });
  await settle(db, [{ id: start?.id ?? '', state: 'delivered', result: 'delivered' }]);
  await complete(a, '77');
  await expectClaim(a, { current: false });
});

test('a replay sends the messages of the case again, under new ids, and none that waited', async () => {
  await withdraw(a, 'extension.requested', 'r1');
  await replayCase(db, { caseId: a, fromRun: 1, epoch: 2, reason: 'engine_data_lost' });
  await replayCase(db, { caseId: a, fromRun: 1, epoch: 2, reason: 'engine_data_lost' });
  await replayCase(db, { caseId: a, fromRun: 2, epoch: 3, reason: 'engine_data_lost' });
  const sent = await rows(
    db.orm.em.fork(),
    `
    select kind, payload->>'messageId' as id, state, result from outbox where case_id = ? order by outbox.id`,
    [a],
  );
  expect(sent).toEqual([
    { kind: 'case.start', id: `${a}:1`, state: 'delivered', result: 'superseded' },
    { kind: 'message.publish', id: 'r1', state: 'delivered', result: 'superseded' },
    { kind: 'case.start', id: `${a}:2`, state: 'delivered', result: 'superseded' },
    { kind: 'message.publish', id: 'r1:r2', state: 'delivered', result: 'superseded' },
    { kind: 'case.start', id: `${a}:3`, state: 'pending', result: null },
    { kind: 'message.publish', id: 'r1:r3', state: 'pending', result: null },
  ]);
});

async function withdraw(caseId: string, name = 'case.withdrawn', messageId = 'w1'): Promise<void> {
  await transact(db, async (tx) =>
    enqueue(tx, caseId, { kind: 'message.publish', name, correlationKey: caseId, messageId, variables: {} }),
  );
}

async function complete(caseId: string, jobKey: string): Promise<void> {
  const [task] = await rows<{ id: string }>(db.orm.em.fork(), 'select id from task where case_id = ?', [caseId]);
  await transact(db, async (tx) => enqueue(tx, caseId, { kind: 'job.complete', jobKey, taskId: task?.id ?? caseId, variables: {} }));
}

async function expectClaim(caseId: string, expected: object): Promise<void> {
  const claimed = await claimOfCases(db, [caseId]);
  expect(claimed).toMatchObject([expected]);
  await settle(
    db,
    claimed.map(({ id }) => ({ id, state: 'delivered', result: 'delivered' })),
  );
}
