import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '#server/db/orm.ts';
import { eachOf } from '#server/engine/each-of.ts';
import { decideStep, fileSample, placeOf } from './support/cases.ts';
import { openOwnBroker } from './support/own-broker.ts';
import type { OwnBroker } from './support/own-broker.ts';
import { takeWalk, WALKS } from './support/walks.ts';
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

const EACH_WALK = 6;

test('an engine that lost its data gets every running case back to its step, and nothing is doubled', { timeout: 300_000 }, async () => {
  const cases: { id: string; walk: (typeof WALKS)[number] }[] = [];
  for (const walk of WALKS) for (let n = 0; n < EACH_WALK; n += 1) cases.push({ id: '', walk });
  await eachOf(cases, 8, async (each) => {
    each.id = await fileSample(world.db, { entryId: 'cat-040' });
    await takeWalk(world, each.id, each.walk);
  });
  expect(cases.length).toBeGreaterThan(100);
  await allDelivered();
  const places = new Map(await Promise.all(cases.map(async ({ id }) => [id, await placeOf(world.db, id)] as const)));
  const before = await counts();

  await whileAway(() => broker.loseData());
  await until(async () => (await unfinishedReplays()) === 0, 'all cases are back', 120_000);

  for (const [id, place] of places) expect(await placeOf(world.db, id), id).toEqual({ ...place, run: 2 });
  expect(await counts()).toEqual(before);
  expect(world.engine().health().epoch).toBe(2);

  const ends = cases.filter(({ walk }) => walk.asked[0] === 'provision');
  await eachOf(ends, 4, async ({ id }) => {
    await decideStep(world.db, id, 'provision', 'done');
    await world.untilState(id, 'granted');
  });
});

test('an engine on an older copy of its data is noticed, and every case goes on where our record is', { timeout: 300_000 }, async () => {
  const older = await fileSample(world.db, { entryId: 'cat-040' });
  const over = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(older, [['internal_consent', 'agree']]);
  await world.untilAsked(older, 'formal_check');
  await world.walk(over, [
    ['internal_consent', 'agree'],
    ['formal_check', 'pass'],
  ]);
  await world.untilAsked(over, 'provider_decision');
  await until(async () => (await instancesOf(over)) === 1, 'the feed tells of the instances');
  await whileAway(() => broker.keepCopy());
  await world.walk(older, [
    ['formal_check', 'pass'],
    ['provider_decision', 'partly'],
  ]);
  await world.untilAsked(older, 'confidentiality_opinion');
  await world.walk(over, [
    ['provider_decision', 'refuse'],
    ['leader_approval', 'agree'],
  ]);
  await world.untilState(over, 'refused');
  const newer = await fileSample(world.db, { entryId: 'cat-040' });
  await world.untilAsked(newer, 'internal_consent');
  await allDelivered();
  const cases = [older, newer, over];
  const before = await Promise.all(cases.map((id) => placeOf(world.db, id)));

  await whileAway(() => broker.putCopyBack());
  await until(async () => (await unfinishedReplays()) === 0, 'all cases are back', 120_000);
  expect(await rows(world.db.orm.em.fork(), 'select reason from engine_epoch order by number desc limit 1')).toEqual([
    { reason: 'older_copy' },
  ]);
  expect(await Promise.all(cases.map((id) => placeOf(world.db, id)))).toEqual(
    before.map((place) => ({ ...place, run: place.state === 'refused' ? 1 : 2 })),
  );
  await world.walk(older, [['confidentiality_opinion', 'agree']]);
  await world.untilAsked(older, 'leader_approval');
});

async function whileAway(act: () => Promise<void>): Promise<void> {
  broker.kill();
  await until(() => world.engine().client() === null, 'the engine is noticed to be away');
  await act();
  broker.letBack();
  await until(() => world.engine().client() !== null, 'the engine is back', 120_000);
}

async function instancesOf(caseId: string): Promise<number> {
  return (await rows(world.db.orm.em.fork(), 'select 1 from engine_instance where case_id = ?', [caseId])).length;
}

/** What must not change by a replay. */
async function counts(): Promise<object[]> {
  return rows(
    world.db.orm.em.fork(),
    `
    select (select count(*) from task) as tasks, (select count(*) from decision) as decisions, (select count(*) from share_grant) as grants,
      (select count(*) from clock) as clocks, (select count(*) from event where type <> 'case.replayed') as events`,
  );
}

async function allDelivered(): Promise<void> {
  await until(
    async () => (await rows(world.db.orm.em.fork(), `select 1 from outbox where state <> 'delivered' limit 1`)).length === 0,
    'all is delivered',
  );
}

/** Running cases whose visits of the first run have not all come again, or that wait for a message. */
async function unfinishedReplays(): Promise<number> {
  const [row] = await rows<{ n: number }>(
    world.db.orm.em.fork(),
    `
    select count(*)::int as n from case_file c
    where c.ended_at is null and (c.run = 1 or exists (
        select 1 from task_visit v where v.case_id = c.id and v.run = 1 and not exists (
          select 1 from task_visit w where w.case_id = c.id and w.run = c.run and w.element = v.element and w.round = v.round))
      or exists (select 1 from outbox o where o.case_id = c.id and o.state <> 'delivered'))`,
  );
  return row?.n ?? -1;
}
