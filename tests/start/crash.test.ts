import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachOf } from '#server/engine/each-of.ts';
import { dataFolders, root, socketFolder } from '#server/start/folders.ts';
import { freePort } from '#server/start/ports.ts';
import { databaseName, databaseRoles, socketUrl } from '#server/start/postgres.ts';
import { endLeftOvers } from '#server/start/processes.ts';
import { databaseSecrets } from '#server/start/secrets.ts';
import { waitFor } from '#server/start/wait.ts';
import { seededChance } from '../bench/support/random.ts';
import { killPart } from '../support/installation.ts';
import { expectSoundRecord } from '../support/record.ts';
import { beginCommand, childrenOf, killStarts, says, type Start } from './support/begin-start.ts';
import { gatherPeople, openAfter, STEPS, type People } from './support/people-at-work.ts';

const dataDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'gongkai-crash-')));
const port = await freePort();
const CASES = 200;
const chance = seededChance(20260803);

let running: Start;
let people: People;
/** What happens after so many acknowledged acts of people. */
const blows = new Map<number, () => Promise<void>>();
let lastBlow: Promise<void> = Promise.resolve();

/** Exactly what `npm start` runs, in demo mode. */
async function start(): Promise<void> {
  running = beginCommand('node', [path.join(root, 'server/start/start.mjs')], {
    PORT: String(port),
    LISTEN_HOST: '127.0.0.1',
    DATA_DIR: dataDir,
  });
  await says(running, '系统已就绪');
}

function killParts(): void {
  for (const part of ['server', 'postgres', 'broker'] as const) killPart(dataDir, part);
}

/** As when the machine loses its power: those who watch first, so that nobody brings back what dies or stops it in order. */
async function killEverything(): Promise<void> {
  const outer = running.child.pid ?? 0;
  for (const pid of [outer, ...childrenOf(outer)]) process.kill(pid, 'SIGKILL');
  killParts();
  await running.ended;
}

beforeAll(async () => {
  await start();
  people = await gatherPeople(`http://127.0.0.1:${port}`, (acts) => {
    const blow = blows.get(acts);
    blows.delete(acts);
    if (blow) lastBlow = lastBlow.then(blow);
  });
}, 240_000);
afterAll(async () => {
  killStarts();
  await endLeftOvers(dataDir);
  rmSync(dataDir, { recursive: true });
}, 60_000);

test('killing server, database and engine in the middle of 200 running cases loses and doubles nothing', { timeout: 400_000 }, async ({
  onTestFailed,
}) => {
  onTestFailed(tellState);
  blows.set(200, async () => {
    await killEverything();
    await start();
  });
  blows.set(400, async () => killParts());
  const singly = (['server', 'postgres', 'broker'] as const)
    .map((part) => ({ part, turn: chance() }))
    .sort((one, other) => one.turn - other.turn);
  singly.forEach(({ part }, index) => blows.set(550 + index * 40, async () => killPart(dataDir, part)));

  await people.file(CASES / 4, wantedOf);
  await Promise.all([people.file(CASES, wantedOf), people.decideAll()]);
  await lastBlow;

  expect(blows.size).toBe(0);
  expect(running.output().match(/意外退出\(SIGKILL\)/g)).toHaveLength(6);
  expect(people.acknowledged.filed.size).toBe(CASES);
  await expectEverythingOnce();
  await expectOnePlaceEach();
});

test('deleting the data of the engine brings every case back to its step, and all can be finished', { timeout: 400_000 }, async ({
  onTestFailed,
}) => {
  onTestFailed(tellState);
  const before = await asked();
  await killEverything();
  rmSync(dataFolders(dataDir).broker, { recursive: true });
  await start();

  await expectOnePlaceEach();
  expect(await asked()).toEqual(before);

  const cases = [...people.acknowledged.filed];
  const over = cases.filter(([, upTo]) => upTo === STEPS.length);
  const [finished, withdrawn] = [cases.filter((_, index) => index % 5 === 0), cases.filter((_, index) => index % 5 !== 0)];
  for (const [id] of finished) people.wantMore(id, STEPS.length);
  await people.decideAll();
  await eachOf(
    withdrawn.filter((one) => !over.includes(one)),
    4,
    ([id]) => people.withdraw(id),
  );

  await expectEverythingOnce();
  const granted = new Set([...over, ...finished].map(([id]) => id)).size;
  await eventually(`select state, count(*)::int as cases from case_file where ended_at is not null group by state order by state`, [
    { state: 'granted', cases: granted },
    { state: 'withdrawn', cases: CASES - granted },
  ]);
  await eventually(`select count(*)::int as grants from share_grant where state = 'active'`, [{ grants: granted }]);
  await eventually(`select 1 from engine_instance where state = 'active' and epoch like '%:2'`, []);
  expect(await query(`select 1 from task where state = 'open'`)).toEqual([]);
});

/** Every number of decided steps is wanted as often. */
function wantedOf(index: number): number {
  return index % (STEPS.length + 1);
}

/** Each acknowledged act stands in the database exactly once, nothing else does, and the record of each case is whole. */
async function expectEverythingOnce(): Promise<void> {
  const { filed, decisions } = people.acknowledged;
  expect((await query<{ id: string }>('select id from case_file order by id')).map(({ id }) => id)).toEqual([...filed.keys()].sort());
  const decided = await query<{ act: string }>(`select task_id || ' ' || element || ' ' || outcome as act from decision order by act`);
  expect(decided.map(({ act }) => act).sort()).toEqual([...decisions].sort());
  expect(await query('select case_id from decision group by case_id, element having count(*) > 1')).toEqual([]);
  expect(await query('select case_id from task group by case_id, element having count(*) > 1')).toEqual([]);
  expect(
    await query(`select type from event where type in ('case.filed', 'task.decided') group by type, case_id, data having count(*) > 1`),
  ).toEqual([]);
  await eventually(`select 1 from outbox where state <> 'delivered'`, []);
  await expectSoundRecord({ sql: query });
}

/** Each case waits where its people left it: in the database, and in the engine as its own records tell. */
async function expectOnePlaceEach(): Promise<void> {
  const wanted = [...people.acknowledged.filed]
    .flatMap(([id, upTo]) => openAfter(upTo).map((element) => ({ id, element })))
    .sort((one, other) => `${one.id} ${one.element}`.localeCompare(`${other.id} ${other.element}`));
  await eventually(`select case_id as id, element from task where state = 'open' order by case_id || ' ' || element collate "C"`, wanted);
  const inThisLife = `join engine_epoch e on split_part(v.epoch, ':', 2)::int = e.number where e.number = (select max(number) from engine_epoch)`;
  await eventually(
    `select v.case_id as id, v.element from element_visit v ${inThisLife} and v.state = 'active' and v.job_key is not null
     order by v.case_id || ' ' || v.element collate "C"`,
    wanted,
  );
  const running = [...new Set(wanted.map(({ id }) => id))].map((id) => ({ id, instances: 1 }));
  await eventually(
    `select v.case_id as id, count(*)::int as instances from engine_instance v ${inThisLife} and v.state = 'active' and v.root
     group by v.case_id order by v.case_id`,
    running,
  );
  expect(await query(`select * from incident where state = 'open'`)).toEqual([]);
}

/** Everybody's open tasks, with the keys by which people know them. */
function asked(): Promise<object[]> {
  return query(`select id, case_id, element, round, due_at from task where state = 'open' order by id`);
}

/** Asks again until the engine's records have brought this answer. */
async function eventually(text: string, answer: readonly object[]): Promise<void> {
  let last: object[] = [];
  await waitFor(async () => {
    last = await query(text);
    return JSON.stringify(last) === JSON.stringify(answer) ? true : null;
  }, 60_000);
  expect(last).toEqual(answer);
}

/** What a person would look at first. */
async function tellState(): Promise<void> {
  const state = {
    unsent: await query(`select id, case_id, kind, state, result, attempts, due_at from outbox where state <> 'delivered'`),
    unasked: await query(`
      select c.id, c.state from case_file c
      where c.ended_at is null and not exists (select 1 from task t where t.case_id = c.id and t.state = 'open')`),
    incidents: await query(`select * from incident where state = 'open'`),
    now: await query('select now()'),
  };
  process.stderr.write(`${running.output().slice(-4000)}\n${JSON.stringify(state, null, 1)}\n`);
}

/** As nobody of the product may: the superuser sees everything. */
async function query<Row extends object>(text: string): Promise<Row[]> {
  const { superuser } = databaseSecrets(dataDir);
  const client = new pg.Client(socketUrl(socketFolder(dataFolders(dataDir)), databaseRoles.superuser, superuser, databaseName));
  await client.connect();
  const { rows } = await client.query<Row>(text);
  await client.end();
  return rows;
}
