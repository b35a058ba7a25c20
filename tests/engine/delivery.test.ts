import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '#server/db/orm.ts';
import { eachOf } from '#server/engine/each-of.ts';
import { decideStep, fileSample, placeOf } from './support/cases.ts';
import { openOwnBroker } from './support/own-broker.ts';
import type { OwnBroker } from './support/own-broker.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let broker: OwnBroker;
let world: World;
beforeAll(async () => {
  broker = await openOwnBroker();
  world = await openWorld(broker.place);
});
afterAll(async () => {
  await world.close();
  await broker.remove();
});

test('a start that is sent twice starts one case', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  await sendAgain(caseId, 'case.start');
  expect(await results(caseId)).toEqual(['already_exists']);
  expect((await placeOf(world.db, caseId)).open).toHaveLength(1);
});

test('a decision that is sent twice is delivered once and found gone after that', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(caseId, [['internal_consent', 'agree']]);
  await world.untilAsked(caseId, 'formal_check');
  await sendAgain(caseId, 'job.complete');
  expect(await results(caseId)).toEqual(['delivered', 'gone']);
  expect((await placeOf(world.db, caseId)).open).toMatchObject([{ element: 'formal_check', round: 1 }]);
});

test('decisions made while the engine is away are delivered in their order when it is back', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(caseId, 'internal_consent');
  broker.kill();
  await until(() => world.engine().client() === null, 'the engine is noticed to be away');
  await decideStep(world.db, caseId, 'internal_consent', 'agree');
  const filed = await fileSample(world.db, { entryId: 'cat-040' });
  broker.letBack();
  await world.untilAsked(caseId, 'formal_check');
  await world.untilAsked(filed, 'internal_consent');
  expect(world.engine().health().epoch).toBe(1);
});

test('killing the broker in the middle of 200 running cases loses and doubles nothing', { timeout: 300_000 }, async () => {
  const cases = Array.from({ length: 200 }, () => ({ id: '' }));
  let decided = 0;
  await eachOf(cases, 16, async (each) => {
    each.id = await fileSample(world.db, { entryId: 'cat-040' });
    await world.walk(each.id, [['internal_consent', 'agree']]);
    decided += 1;
    if (decided !== 100) return;
    broker.kill();
    broker.letBack();
  });
  await eachOf(cases, 16, ({ id }) => world.untilAsked(id, 'formal_check'));
  const doubled = await rows(
    world.db.orm.em.fork(),
    `
    select case_id from task where case_id = any(?::uuid[]) group by case_id having count(*) <> 2`,
    [`{${cases.map(({ id }) => id).join(',')}}`],
  );
  expect(doubled).toEqual([]);
});

/** The engine may be at the next step before the answer to what took it there is written down. */
async function sendAgain(caseId: string, kind: string): Promise<void> {
  await allSent(caseId);
  await rows(world.db.orm.em.fork(), `update outbox set state = 'pending', result = null, due_at = now() where case_id = ? and kind = ?`, [
    caseId,
    kind,
  ]);
  await allSent(caseId);
}

function allSent(caseId: string): Promise<void> {
  const waiting = `select 1 from outbox where case_id = ? and state = 'pending'`;
  return until(async () => (await rows(world.db.orm.em.fork(), waiting, [caseId])).length === 0, 'sent');
}

async function results(caseId: string): Promise<string[]> {
  const found = await rows<{ result: string }>(world.db.orm.em.fork(), 'select result from outbox where case_id = ? order by id', [caseId]);
  return found.map((row) => row.result);
}
