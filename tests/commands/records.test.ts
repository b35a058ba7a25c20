import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTask } from '#server/commands/open-task.ts';
import { openChanges } from '#server/db/changes.ts';
import { openOrm, rows } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { startFeed } from '#server/engine/feed/feed.ts';
import type { Feed } from '#server/engine/feed/feed.ts';
import { feedHandler, serveFeed } from '#server/engine/feed/http.ts';
import { parseBulk } from '#server/engine/feed/parse-bulk.ts';
import { decideStep, fileSample, placeOf } from '../engine/support/cases.ts';
import { cloneDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const log = pino({ level: 'silent' });
const GROUPS = '["housing:data_steward"]';
let database: TestDatabase;
let owner: pg.Client;
let db: Db;
let feed: Feed;
let epoch: number | null;
let strange: string[];
let prefix: string;
let caseId: string;
let position: number;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const orm = await openOrm(database.appUrl);
  db = { orm, now: () => new Date(), changes: openChanges(), reference: await loadReference(orm.em.fork()) };
});
afterAll(async () => {
  await db.orm.close();
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  await owner.query('delete from record_watermark');
  epoch = 1;
  strange = [];
  position = 0;
  prefix = `gongkai-${randomUUID().slice(0, 8)}`;
  feed = startFeed(db, () => epoch, { strange: (name) => void strange.push(name), missed: () => undefined }, log);
  caseId = await fileSample(db, { entryId: 'cat-040' });
});

type Sent = { readonly type: string; readonly intent: string; readonly key?: string; readonly value: object };

/** A bulk as the exporter writes it; positions go on from the last. */
function bulk(...records: Sent[]): string {
  return records
    .map((record) => {
      position += 1;
      const index = { index: { _index: `${prefix}_x_8.5.8_2026-11-23` } };
      const line = {
        partitionId: 1,
        value: record.value,
        key: record.key ?? `k${position}`,
        position,
        timestamp: Date.now(),
        valueType: record.type,
        recordType: 'EVENT',
        intent: record.intent,
      };
      return `${JSON.stringify(index)}\n${JSON.stringify(line)}\n`;
    })
    .join('');
}

const started = (instance: string, run = 1): Sent => ({
  type: 'MESSAGE_START_EVENT_SUBSCRIPTION',
  intent: 'CORRELATED',
  value: { processInstanceKey: instance, correlationKey: caseId, variables: { run } },
});
const element = (instance: string, intent: string, key: string, elementId: string, bpmnElementType = 'USER_TASK'): Sent => ({
  type: 'PROCESS_INSTANCE',
  intent,
  key,
  value: { processInstanceKey: instance, elementId, bpmnElementType, parentProcessInstanceKey: -1 },
});
const job = (instance: string, intent: string, key: string): Sent => ({
  type: 'JOB',
  intent,
  key,
  value: {
    type: 'io.camunda.zeebe:userTask',
    elementId: 'internal_consent',
    processInstanceKey: instance,
    elementInstanceKey: `v${key}`,
    customHeaders: { 'io.camunda.zeebe:candidateGroups': GROUPS },
  },
});
const incident = (instance: string, intent: string, key: string): Sent => ({
  type: 'INCIDENT',
  intent,
  key,
  value: { processInstanceKey: instance, elementId: 'activate', jobKey: -1, errorType: 'JOB_NO_RETRIES', errorMessage: 'wrong_state' },
});

test('a job that the worker missed becomes a task', async () => {
  expect(await feed.take(parseBulk(bulk(started('i1'), job('i1', 'CREATED', 'j1'))))).toBe('applied');
  expect((await placeOf(db, caseId)).open).toMatchObject([{ element: 'internal_consent', round: 1 }]);
  expect(feed.status().repaired).toBe(1);
});

test('a job that the worker has brought changes nothing', async () => {
  await openTask(db, { jobKey: 'j2', caseId, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] });
  const before = await placeOf(db, caseId);
  await feed.take(parseBulk(bulk(started('i2'), job('i2', 'CREATED', 'j2'))));
  expect(await placeOf(db, caseId)).toEqual(before);
  expect(feed.status().repaired).toBe(0);
});

test("a job that came and went within one bulk is nobody's task", async () => {
  await feed.take(parseBulk(bulk(started('i3'), job('i3', 'CREATED', 'j3'), job('i3', 'COMPLETED', 'j3'))));
  await feed.take(parseBulk(bulk(job('i3', 'CREATED', 'j3b'), job('i3', 'CANCELED', 'j3b'))));
  expect((await placeOf(db, caseId)).open).toEqual([]);
});

test('a job that the engine made anew under another key after a crash is the same task', async () => {
  const first = { jobKey: 'j20', caseId, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] };
  await openTask(db, first);
  const before = await placeOf(db, caseId);
  expect(await openTask(db, { ...first, jobKey: 'j21' })).toEqual({ result: 'unsettled' });
  await feed.take(parseBulk(bulk(started('i20'), job('i20', 'CREATED', 'j21'))));
  expect(await placeOf(db, caseId)).toEqual(before);
  expect(await openTask(db, { ...first, jobKey: 'j21' })).toEqual({ result: 'known' });
});

test('a decision made on a job that was lost in a crash answers the one made anew', async () => {
  const job1 = { jobKey: 'j22', caseId, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] };
  await openTask(db, job1);
  await decideStep(db, caseId, 'internal_consent', 'agree');
  await owner.query(`update outbox set state = 'delivered', result = 'gone' where case_id = $1`, [caseId]);
  await feed.take(parseBulk(bulk(started('i22'), job('i22', 'CREATED', 'j23'))));
  expect((await placeOf(db, caseId)).open).toEqual([]);
  const { rows: told } = await owner.query(
    `select payload->>'jobKey' as job, payload->'variables' as variables from outbox where case_id = $1 and state = 'pending'`,
    [caseId],
  );
  expect(told).toEqual([{ job: 'j23', variables: { internal_consent: 'agree' } }]);
});

test("a key that the engine gives anew to another step of the case is that step's from then on", async () => {
  const lost = { jobKey: 'j30', caseId, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] };
  await openTask(db, lost);
  expect(await openTask(db, { ...lost, element: 'formal_check', candidates: ['bdb:bureau_share_officer'] })).toEqual({ result: 'opened' });
  const { rows: visits } = await owner.query('select element, job_key from task_visit where case_id = $1 order by element', [caseId]);
  expect(visits).toEqual([
    { element: 'formal_check', job_key: 'j30' },
    { element: 'internal_consent', job_key: 'lost:internal_consent:j30' },
  ]);
});

test.each([
  [
    'its record',
    async () => void (await feed.take(parseBulk(bulk(started('i24'), job('i24', 'CREATED', 'j24'), job('i24', 'COMPLETED', 'j24'))))),
  ],
  [
    'its completion',
    async () => void (await owner.query(`update outbox set state = 'delivered', result = 'delivered' where case_id = $1`, [caseId])),
  ],
])('a step that a case comes back to is asked again: its first job is proved by %s', async (_, prove) => {
  const first = { jobKey: 'j24', caseId, run: 1, element: 'internal_consent', candidates: ['housing:data_steward'] };
  await openTask(db, first);
  await decideStep(db, caseId, 'internal_consent', 'return');
  await prove();
  expect(await openTask(db, { ...first, jobKey: 'j25' })).toEqual({ result: 'opened' });
  expect((await placeOf(db, caseId)).open).toMatchObject([{ element: 'internal_consent', round: 2 }]);
});

test('a job that the engine cancelled closes its task, with an event', async () => {
  await feed.take(parseBulk(bulk(started('i4'), job('i4', 'CREATED', 'j4'))));
  await feed.take(parseBulk(bulk(job('i4', 'CANCELED', 'j4'))));
  expect((await placeOf(db, caseId)).open).toEqual([]);
  expect(await events('task.cancelled')).toEqual([{ reason: 'moved_on' }]);
});

test('whatever is sent again changes nothing', async () => {
  const first = bulk(started('i5'), element('i5', 'ELEMENT_ACTIVATED', 'vj5', 'internal_consent'), job('i5', 'CREATED', 'j5'));
  const second = bulk(
    job('i5', 'CANCELED', 'j5'),
    element('i5', 'ELEMENT_TERMINATED', 'vj5', 'internal_consent'),
    incident('i5', 'CREATED', 'n5'),
  );
  await feed.take(parseBulk(first));
  await feed.take(parseBulk(second));
  const before = await everything();
  await feed.take(parseBulk(first));
  await feed.take(parseBulk(first + second));
  expect(await everything()).toEqual(before);
});

test('a bulk that goes on after one sent again is applied from where the last ended', async () => {
  const first = bulk(started('i6'), element('i6', 'ELEMENT_ACTIVATED', 'v6', 'start', 'START_EVENT'));
  await feed.take(parseBulk(first));
  await feed.take(parseBulk(first + bulk(element('i6', 'ELEMENT_COMPLETED', 'v6', 'start', 'START_EVENT'))));
  expect(await visits('v6')).toEqual([{ element: 'start', kind: 'start_event', state: 'completed', run: 1 }]);
});

test('an instance that ends is known to have ended', async () => {
  await feed.take(parseBulk(bulk(started('i7'), element('i7', 'ELEMENT_ACTIVATED', 'i7', 'conditional-share.r1', 'PROCESS'))));
  await feed.take(parseBulk(bulk(element('i7', 'ELEMENT_TERMINATED', 'i7', 'conditional-share.r1', 'PROCESS'))));
  const found = await rows(db.orm.em.fork(), 'select state, run, root from engine_instance where instance_key = ?', ['i7']);
  expect(found).toEqual([{ state: 'terminated', run: 1, root: true }]);
});

test('an incident is open until the engine says that it is resolved', async () => {
  await feed.take(parseBulk(bulk(started('i8'), incident('i8', 'CREATED', 'n8'))));
  expect(await incidents('n8')).toEqual([{ state: 'open', case_id: caseId, message: 'wrong_state' }]);
  await feed.take(parseBulk(bulk(incident('i8', 'RESOLVED', 'n8'))));
  expect(await incidents('n8')).toEqual([{ state: 'resolved', case_id: caseId, message: 'wrong_state' }]);
});

test('records of instances that are not ours are passed over', async () => {
  const foreign = { ...started('i9'), value: { processInstanceKey: 'i9', correlationKey: 'order-17', variables: {} } };
  const unknown = { ...started('i10'), value: { processInstanceKey: 'i10', correlationKey: randomUUID(), variables: { run: 1 } } };
  const sent = bulk(
    foreign,
    unknown,
    job('i9', 'CREATED', 'j9'),
    job('i10', 'CREATED', 'j10'),
    element('i9', 'ELEMENT_ACTIVATED', 'v9', 'x'),
  );
  expect(await feed.take(parseBulk(sent))).toBe('applied');
  expect(await visits('v9')).toEqual([]);
});

test("nothing is applied while the life of the engine's data is not known", async () => {
  epoch = null;
  const sent = parseBulk(bulk(started('i11'), job('i11', 'CREATED', 'j11')));
  expect(await feed.take(sent)).toBe('later');
  epoch = 1;
  expect(await feed.take(sent)).toBe('applied');
});

test('an exporter never heard of has the engine checked before its records are taken', async () => {
  await feed.take(parseBulk(bulk(started('i12'))));
  prefix = 'gongkai-other';
  const sent = parseBulk(bulk(started('i13')));
  expect(await feed.take(sent)).toBe('later');
  expect(strange).toEqual(['gongkai-other']);
  expect(await feed.take(sent)).toBe('applied');
});

test('over HTTP a bulk is answered after its commit, and an unreadable one is refused', async () => {
  const server = await serveFeed(feedHandler(feed, null, log), 0);
  const url = `http://127.0.0.1:${server.port}`;
  try {
    expect((await fetch(`${url}/zeebe-record*/_settings`, { method: 'PUT', body: '{}' })).status).toBe(200);
    const taken = await fetch(`${url}/_bulk`, { method: 'POST', body: bulk(started('i14'), job('i14', 'CREATED', 'j14')) });
    expect([taken.status, await taken.json()]).toEqual([200, { errors: false, items: [] }]);
    expect((await placeOf(db, caseId)).open).toHaveLength(1);
    expect((await fetch(`${url}/_bulk`, { method: 'POST', body: 'x\ny\n' })).status).toBe(400);
    epoch = null;
    expect((await fetch(`${url}/_bulk`, { method: 'POST', body: bulk(started('i15')) })).status).toBe(503);
    expect((await fetch(`${url}/other`, { method: 'POST' })).status).toBe(404);
  } finally {
    await server.close();
  }
});

test('a bulk that is too large is refused', async () => {
  const server = await serveFeed(feedHandler(feed, null, log, 1_000), 0);
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/_bulk`, { method: 'POST', body: ' '.repeat(1_001) });
    expect(answer.status).toBe(413);
  } finally {
    await server.close();
  }
});

test('an outside engine must carry the secret', async () => {
  const server = await serveFeed(feedHandler(feed, 'a-secret-of-the-feed', log), 0);
  const send = (authorization?: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}/_bulk`, {
      method: 'POST',
      body: '',
      headers: authorization === undefined ? {} : { authorization },
    });
  try {
    expect((await send()).status).toBe(401);
    expect((await send('Bearer wrong')).status).toBe(401);
    expect((await send('Bearer a-secret-of-the-feed')).status).toBe(200);
    expect((await send(`Basic ${Buffer.from('feed:a-secret-of-the-feed').toString('base64')}`)).status).toBe(200);
  } finally {
    await server.close();
  }
});

async function events(type: string): Promise<object[]> {
  return rows(db.orm.em.fork(), `select data->>'reason' as reason from event where case_id = ? and type = ?`, [caseId, type]);
}

async function visits(key: string): Promise<object[]> {
  return rows(db.orm.em.fork(), 'select element, kind, state, run from element_visit where visit_key = ?', [key]);
}

async function incidents(key: string): Promise<object[]> {
  return rows(db.orm.em.fork(), 'select state, case_id, message from incident where incident_key = ?', [key]);
}

async function everything(): Promise<object[]> {
  return rows(
    db.orm.em.fork(),
    `
    select (select json_agg(t order by t.id) from task t) as tasks, (select json_agg(v order by v.visit_key) from element_visit v) as visits,
      (select json_agg(n order by n.incident_key) from incident n) as incidents, (select json_agg(w) from record_watermark w) as watermark,
      (select json_agg(e order by e.case_id, e.seq) from event e) as events, (select count(*) from engine_instance) as instances`,
  );
}
