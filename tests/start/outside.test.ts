import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { prepareBroker } from '#server/start/broker.ts';
import { ensureEngineProgram } from '#server/start/engine-program.ts';
import { root } from '#server/start/folders.ts';
import { startDatabase, type RunningDatabase } from '#server/start/parts.ts';
import { freePort, installationPorts } from '#server/start/ports.ts';
import { endLeftOvers, findProcesses } from '#server/start/processes.ts';
import { brokerIsReady } from '#server/start/ready.ts';
import { createSupervisor, type Supervisor } from '#server/start/supervise.ts';
import { waitFor } from '#server/start/wait.ts';
import { beginCommand, killStarts, says, START_WITHIN_MS, type Start } from './support/begin-start.ts';
import { gatherPeople } from './support/people-at-work.ts';

const newFolder = (name: string) => realpathSync(mkdtempSync(path.join(tmpdir(), `gongkai-${name}-`)));
const folders = { database: newFolder('outside-db'), broker: newFolder('outside-engine'), own: newFolder('outside') };
const [port, databasePort] = [await freePort(), await freePort()];
const secret = 'records-only-with-this';
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

let database: RunningDatabase;
let engine: Supervisor;
let engineAddress = '';

beforeAll(async () => {
  await Promise.all([startOutsideDatabase(), startOutsideEngine()]);
}, START_WITHIN_MS);
afterEach(killStarts);
afterAll(async () => {
  await endLeftOvers(folders.own);
  await Promise.all([database.stop(), engine.stop(['broker'])]);
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
}, START_WITHIN_MS);

/** A server that listens on TCP, with the roles and the database that the README's statements make. */
async function startOutsideDatabase(): Promise<void> {
  database = await startDatabase(folders.database, { listen_addresses: '127.0.0.1', port: String(databasePort) });
  const client = new pg.Client(databaseUrl('postgres', new URL(database.superuserUrl).password, 'postgres'));
  await client.connect();
  for (const statement of ['drop database gongkai', 'drop role gongkai_owner', 'drop role gongkai_app']) await client.query(statement);
  for (const statement of block('sql').split(';')) if (statement.trim() !== '') await client.query(statement);
  await client.query(`create database ascii owner gongkai_owner template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`);
  await client.end();
}

/** A broker of somebody else's, with the exporter that the README tells them to set. */
async function startOutsideEngine(): Promise<void> {
  const program = await ensureEngineProgram(() => {});
  const { part, address, monitorUrl } = prepareBroker({
    dataDir: folders.broker,
    program,
    ports: await installationPorts(folders.broker),
    testClock: false,
  });
  const exporter = Object.fromEntries([...block('sh').matchAll(/^ *(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const told = {
    ...exporter,
    ZEEBE_BROKER_EXPORTERS_GONGKAI_ARGS_URL: `http://127.0.0.1:${port}`,
    ZEEBE_BROKER_EXPORTERS_GONGKAI_ARGS_AUTHENTICATION_PASSWORD: secret,
  };
  engine = createSupervisor(
    folders.broker,
    () => {},
    () => {},
  );
  await engine.run({
    ...part,
    async launch() {
      const launch = await part.launch();
      const others = Object.entries(launch.env).filter(([name]) => !name.startsWith('ZEEBE_BROKER_EXPORTERS_'));
      return { ...launch, env: { ...Object.fromEntries(others), NODE_ENV: 'test', ...told } };
    },
  });
  await waitFor(async () => ((await brokerIsReady(monitorUrl)) ? true : null), START_WITHIN_MS);
  engineAddress = address;
}

/** A block of code of the README's part about production. */
function block(language: string): string {
  const production = readme.slice(readme.indexOf('## Production'));
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(production)?.[1] ?? '';
}

function databaseUrl(role: string, password: string, name = 'gongkai'): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${databasePort}/${name}`;
}

function begin(variables: Record<string, string>): Start {
  const script = path.join(root, 'server/start/start.mjs');
  return beginCommand('node', [script], { DATA_DIR: folders.own, PORT: String(port), LISTEN_HOST: '127.0.0.1', ...variables });
}

async function start(variables: Record<string, string>): Promise<Start> {
  const begun = begin(variables);
  await says(begun, '系统已就绪');
  return begun;
}

test.each([
  ['a wrong password', 'gongkai_app', 'wrong', 'gongkai', /无法用 DATABASE_URL 连接数据库.*口令不对/],
  ['a database that is not there', 'gongkai_app', '应用口令', 'absent', /无法用 DATABASE_URL 连接数据库.*请先建库/],
  ['a database in another encoding', 'gongkai_owner', '属主口令', 'ascii', /DATABASE_URL 指向的数据库不合用:编码是 SQL_ASCII/],
  ['a database without tables, and no owner to make them', 'gongkai_app', '应用口令', 'gongkai', /请设置 DATABASE_ADMIN_URL/],
])(
  '%s is one message and exit code 1',
  async (_what, role, password, name, message) => {
    const failing = begin({ DATABASE_URL: databaseUrl(role, password, name) });
    expect(await failing.ended).toBe(1);
    expect(failing.output()).toMatch(message);
    expect(failing.output()).not.toContain(encodeURIComponent(password));
  },
  START_WITHIN_MS,
);

/** A case is filed and decided twice: the engine has moved it on, so both ends are in use. */
async function expectWork(): Promise<void> {
  const people = await gatherPeople(`http://127.0.0.1:${port}`, () => {});
  await people.file(1, () => 2);
  await people.decideAll();
  expect(people.acknowledged.decisions.size).toBe(2);
}

function partsHere(): string[] {
  return [...new Set(findProcesses(folders.own).map(({ part }) => part))].sort();
}

async function stop({ child, ended }: Start): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(findProcesses(folders.own)).toEqual([]);
}

test(
  'with an outside database only the engine is brought',
  async () => {
    const running = await start({
      DATABASE_URL: databaseUrl('gongkai_app', '应用口令'),
      DATABASE_ADMIN_URL: databaseUrl('gongkai_owner', '属主口令'),
    });
    expect(partsHere()).toEqual(['broker', 'server']);
    await expectWork();
    await stop(running);
  },
  START_WITHIN_MS,
);

test(
  'with an outside engine only the database is brought, and its records come with the secret alone',
  async () => {
    const running = await start({ ZEEBE_ADDRESS: engineAddress, ENGINE_FEED_SECRET: secret });
    expect(partsHere()).toEqual(['postgres', 'server']);
    await expectWork();
    const position = await waitFor(async () => feedPosition(), 30_000);
    expect(position).not.toBeNull();
    const unknown = await fetch(`http://127.0.0.1:${port}/_bulk`, { method: 'POST', body: '' });
    expect(unknown.status).toBe(401);
    await stop(running);
  },
  START_WITHIN_MS,
);

/** How far the records have come, as the operators' page shows it; null before the first. */
async function feedPosition(): Promise<string | null> {
  const body = JSON.stringify({ username: 'bdb-ops', password: 'gongkai-demo' });
  const headers = { 'Content-Type': 'application/json' };
  const session: unknown = await (await fetch(`http://127.0.0.1:${port}/api/v1/session`, { method: 'POST', headers, body })).json();
  const token = String(Reflect.get(Object(session), 'token'));
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/operations`, { headers: { Authorization: `Bearer ${token}` } });
  const health: unknown = await answer.json();
  const feed: unknown = Reflect.get(Object(health), 'feed');
  const at = String(Reflect.get(Object(feed), 'position'));
  return Number(at) > 0 ? at : null;
}
