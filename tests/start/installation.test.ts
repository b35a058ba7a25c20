import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, expect, test } from 'vitest';
import { projectNode } from '#server/start/folders.ts';
import { freePort } from '#server/start/ports.ts';
import { endLeftOvers, findProcesses } from '#server/start/processes.ts';
import { httpGet, waitFor } from '#server/start/wait.ts';
import { killPart } from '../support/installation.ts';
import { beginCommand, killStarts, says, START_WITHIN_MS, type Start } from './support/begin-start.ts';

const dataDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'gongkai-start-')));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;

/** Runs tests/start/stub-start.ts: a whole start with a stub for the server. */
function start(variables: Record<string, string> = {}): Start {
  const script = path.join(import.meta.dirname, 'stub-start.ts');
  return beginCommand(projectNode, [script], { DATA_DIR: dataDir, PORT: String(port), LISTEN_HOST: '127.0.0.1', ...variables });
}

async function stop({ child, ended }: Start): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}

/** The number of the process behind a part; PostgreSQL's oldest one is the server itself. */
function pidOf(part: string): number | undefined {
  return findProcesses(dataDir).find((found) => found.part === part)?.pid;
}

afterEach(killStarts);
afterAll(async () => {
  await endLeftOvers(dataDir);
  rmSync(dataDir, { recursive: true });
});

test(
  'a start brings up all parts, a second one on the same data is refused, and a stop leaves nothing',
  async () => {
    const first = start();
    await says(first, 'ready\n');
    expect(new Set(findProcesses(dataDir).map(({ part }) => part))).toEqual(new Set(['postgres', 'broker', 'server']));

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('已有一个系统在运行');

    await stop(first);
    expect(findProcesses(dataDir)).toEqual([]);
  },
  START_WITHIN_MS,
);

test(
  'a part that is killed comes back, and the database has kept what was committed',
  async () => {
    const running = start();
    await says(running, 'ready\n');
    const { owner } = JSON.parse((await httpGet(url))?.body ?? '{}');
    await query(owner, 'create table kept as select 1 as one');

    for (const part of ['server', 'broker', 'postgres'] as const) {
      const before = pidOf(part);
      killPart(dataDir, part);
      await waitFor(() => (pidOf(part) !== undefined && pidOf(part) !== before ? true : null), START_WITHIN_MS);
      expect(pidOf(part)).not.toBe(before);
    }
    await waitFor(async () => ((await httpGet(`${url}/readyz`))?.status === 200 ? true : null), START_WITHIN_MS);
    expect((await httpGet(`${url}/readyz`))?.status).toBe(200);
    expect(await query(owner, 'select one from kept')).toEqual([{ one: 1 }]);
    expect(running.output()).toContain('意外退出(SIGKILL)');
    await stop(running);
  },
  START_WITHIN_MS,
);

test(
  'what a killed start left is ended by the next one, which goes on',
  async () => {
    const killed = start();
    await says(killed, 'ready\n');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const orphans = findProcesses(dataDir).map(({ pid }) => pid);
    expect(orphans.length).toBeGreaterThanOrEqual(3);

    const next = start();
    await says(next, '已结束遗留的进程');
    await says(next, 'ready\n');
    const now = findProcesses(dataDir).map(({ pid }) => pid);
    expect(orphans.filter((pid) => now.includes(pid))).toEqual([]);
    await stop(next);
    expect(findProcesses(dataDir)).toEqual([]);
  },
  START_WITHIN_MS,
);

test.each([
  ['a busy port', { PORT: String(port) }, /端口 \d+ 已被占用.*PORT=/],
  ['an unknown MODE', { MODE: 'test' }, /MODE/],
  [
    'an outside database that is not there',
    { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/x' },
    /无法用 DATABASE_URL 连接.*没有数据库在监听/,
  ],
])(
  '%s is one clear message and exit code 1',
  async (what, variables, message) => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'gongkai-start-'));
    const holder =
      what === 'a busy port'
        ? spawn(projectNode, ['-e', `require('node:http').createServer().listen(${port}, '127.0.0.1', () => console.log('up'))`])
        : null;
    if (holder) await new Promise((resolve) => holder.stdout.once('data', resolve));
    const failing = start({ DATA_DIR: elsewhere, ...variables });
    expect(await failing.ended).toBe(1);
    expect(failing.output()).toMatch(message);
    holder?.kill();
    rmSync(elsewhere, { recursive: true });
  },
  START_WITHIN_MS,
);

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}
