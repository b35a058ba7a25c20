import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { retryIncident } from '#server/commands/retry-incident.ts';
import { currentEpoch } from '#server/db/engine-epoch.ts';
import { rows } from '#server/db/orm.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { openClient } from '#server/engine/client.ts';
import type { EngineClient } from '#server/engine/client.ts';
import { reconcile } from '#server/engine/reconcile.ts';
import type { Finding } from '#server/engine/reconcile.ts';
import { USER_TASK } from '#server/engine/workers/user-task.ts';
import { engineHealth } from '#server/queries/engine-health.ts';
import type { EngineHealth } from '#server/queries/engine-health.ts';
import { pino } from 'pino';
import { decideStep, deliverByHand, fileSample, markDelivered, memberOf, placeOf } from './support/cases.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('a job whose worker died before it was stored becomes a task through the record feed', async () => {
  await world.stopEngine();
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  const thief = openClient(inject('broker').address, () => undefined);
  const stolen = Promise.withResolvers<void>();
  thief.work({
    jobType: USER_TASK,
    timeoutMs: 600_000,
    maxJobs: 1,
    variables: [],
    handle: async () => stolen.resolve(),
    onError: stolen.reject,
  });
  await deliverByHand(world.db, thief, caseId, {});
  await stolen.promise;
  await thief.close();
  await world.startEngine();
  await world.untilAsked(caseId, 'internal_consent');
});

test("an effect that is refused is an incident on the operators' page, and goes on when it is retried", async () => {
  await world.stopEngine();
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  const client = openClient(inject('broker').address, () => undefined);
  await deliverByHand(world.db, client, caseId, { shareClass: 'unconditional' });
  await client.close();
  await world.startEngine();
  const operator = await memberOf(world.db, ['bdb:platform_operator']);
  await until(async () => (await incidentsOf(caseId)).length === 1, 'the incident is shown');
  const [incident] = await incidentsOf(caseId);
  expect(incident).toMatchObject({ element: 'activate_unconditional', kind: 'JOB_NO_RETRIES' });

  await rows(world.db.orm.em.fork(), `update case_file set facts = facts || '{"shareClass":"unconditional"}' where id = ?`, [caseId]);
  const applicant = await memberOf(world.db, ['housing:dept_applicant']);
  expect(await retryIncident(world.db, applicant, world.engine().repair, { id: incident?.id ?? '' })).toMatchObject({ code: 'forbidden' });
  expect(await retryIncident(world.db, operator, world.engine().repair, { id: incident?.id ?? '' })).toEqual({ id: incident?.id });
  await world.untilState(caseId, 'granted');
  await until(async () => (await incidentsOf(caseId)).length === 0, 'the incident is resolved');
});

test('an instance that somebody cancelled in the engine is started anew, with the same task', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(caseId, [['internal_consent', 'agree']]);
  await world.untilAsked(caseId, 'formal_check');
  const before = await placeOf(world.db, caseId);
  await until(async () => (await instanceKey(caseId)) !== null, 'the feed tells of the instance');
  await engineClient().cancelInstance((await instanceKey(caseId)) ?? '');
  await until(async () => (await placeOf(world.db, caseId)).open.length === 0, 'the task is closed');
  expect(await compareNow(caseId)).toEqual([{ type: 'instance_terminated', caseId, run: 1, repaired: true }]);
  await world.untilAsked(caseId, 'formal_check');
  expect(await placeOf(world.db, caseId)).toEqual({ ...before, run: 2 });
});

test('a start that the engine lost is sent again', async () => {
  await world.stopEngine();
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await markDelivered(world.db, caseId);
  await world.startEngine();
  expect(await compareNow(caseId)).toEqual([{ type: 'instance_missing', caseId, run: 1, repaired: true }]);
  await world.untilAsked(caseId, 'internal_consent');
});

test('a decision that the engine lost is sent again', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  await until(async () => (await instanceKey(caseId)) !== null, 'the feed tells of the instance');
  await world.stopEngine();
  await decideStep(world.db, caseId, 'internal_consent', 'agree');
  await markDelivered(world.db, caseId);
  await world.startEngine();
  expect(await compareNow(caseId)).toMatchObject([{ type: 'decision_lost', repaired: true }]);
  await world.untilAsked(caseId, 'formal_check');
});

test('a job that somebody completed past us leaves nobody asked for it', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  const [task] = await rows<{ job_key: string }>(world.db.orm.em.fork(), `select job_key from task where case_id = ?`, [caseId]);
  await engineClient().completeJob(task?.job_key ?? '', { internal_consent: 'agree' });
  await world.untilAsked(caseId, 'formal_check');
  expect(await compareNow(caseId)).toMatchObject([{ type: 'job_ended', repaired: true }]);
  expect((await placeOf(world.db, caseId)).open).toMatchObject([{ element: 'formal_check' }]);
});

test('a case that is over does not live on in the engine', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  await until(async () => (await instanceKey(caseId)) !== null, 'the feed tells of the instance');
  await rows(world.db.orm.em.fork(), `update case_file set state = 'withdrawn', ended_at = now() where id = ?`, [caseId]);
  expect(await compareNow(caseId)).toMatchObject([{ type: 'instance_alive', repaired: true }]);
  await until(async () => (await instanceKey(caseId)) === null, 'the instance ends');
});

function engineClient(): EngineClient {
  const client = world.engine().client();
  if (client === null) throw new Error('the engine is away');
  return client;
}

/** Compares at once, without the time that facts are given to settle; what concerns this case. */
async function compareNow(caseId: string): Promise<Finding[]> {
  await until(() => world.engine().client() !== null, 'the engine is connected');
  const epoch = await currentEpoch(world.db.orm.em.fork());
  if (epoch === null) throw new Error('no epoch');
  const { findings } = await reconcile(
    world.db,
    engineClient(),
    {
      cause: 'schedule',
      epoch,
      settleMs: 0,
      feedWaitMs: 20_000,
      signal: new AbortController().signal,
    },
    pino({ level: 'silent' }),
  );
  return findings.filter((finding) => 'caseId' in finding && finding.caseId === caseId);
}

async function instanceKey(caseId: string): Promise<string | null> {
  const [row] = await rows<{ key: string }>(
    world.db.orm.em.fork(),
    `select instance_key as key from engine_instance where case_id = ? and state = 'active'`,
    [caseId],
  );
  return row?.key ?? null;
}

async function incidentsOf(caseId: string): Promise<EngineHealth['incidents']> {
  const health = await engineHealth(world.db, await memberOf(world.db, ['bdb:platform_operator']), world.engine().health());
  if (isRefusal(health)) throw new Error('refused');
  return health.incidents.filter((incident) => incident.caseId === caseId);
}
