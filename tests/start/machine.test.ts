import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder, oneAtATime } from '#server/start/lock.ts';
import { installationPorts, isFree, listenProblem } from '#server/start/ports.ts';
import { forgetDeadPostmaster } from '#server/start/postgres.ts';
import { endLeftOvers, findProcesses, processMark } from '#server/start/processes.ts';

let folder = '';
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gongkai-machine-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function listenOn(port: number): Promise<() => Promise<void>> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

/** A process that runs until it is ended, with this mark in its environment. */
async function idle(environment: Record<string, string>): Promise<ChildProcess> {
  const child = spawn('sleep', ['600'], { env: { PATH: process.env.PATH, NODE_ENV: 'test', ...environment } });
  started.push(child);
  await once(child, 'spawn');
  return child;
}

test('an installation keeps its ports, each for one purpose', async () => {
  const ports = await installationPorts(folder);
  expect(new Set(Object.values(ports)).size).toBe(6);
  expect(await installationPorts(folder)).toEqual(ports);
});

test('a port that something else took meanwhile is picked anew, the others stay', async () => {
  const ports = await installationPorts(folder);
  const close = await listenOn(ports.management);
  const { management, ...others } = await installationPorts(folder);
  await close();
  expect(management).not.toBe(ports.management);
  expect({ ...others, management: ports.management }).toEqual(ports);
});

test.each(['', 'not json', '[]', '{"gateway":"x","feed":70000}'])('a ports file with %j is no reason to fail', async (content) => {
  writeFileSync(path.join(folder, 'ports.json'), content);
  expect(Object.values(await installationPorts(folder)).every((port) => port > 0)).toBe(true);
});

test('a busy port is seen', async () => {
  const { feed } = await installationPorts(folder);
  const close = await listenOn(feed);
  expect(await isFree(feed)).toBe(false);
  expect(await listenProblem(feed, '127.0.0.1')).toBe('EADDRINUSE');
  await close();
  expect(await isFree(feed)).toBe(true);
});

test('left-overs are found by what they carry, and ended', async () => {
  const broker = await idle(processMark(folder, 'broker'));
  const server = await idle(processMark(folder, 'server'));
  expect(findProcesses(folder).map(({ pid, part }) => [part, pid])).toEqual(
    expect.arrayContaining([
      ['broker', broker.pid],
      ['server', server.pid],
    ]),
  );
  expect((await endLeftOvers(folder)).toSorted()).toEqual(['broker', 'server']);
  expect(findProcesses(folder)).toEqual([]);
});

test('a process that ignores the polite signal is killed', async () => {
  const script = "process.on('SIGTERM', () => {}); process.stdout.write('up'); setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, ['-e', script], { env: { NODE_ENV: 'test', ...processMark(folder, 'server') } });
  started.push(child);
  await once(child.stdout, 'data');
  const exited = once(child, 'exit');
  await endLeftOvers(folder, ['server'], 300);
  expect((await exited)[1]).toBe('SIGKILL');
});

test('the lock file of a PostgreSQL that is dead goes, whoever has its number now', async () => {
  const file = path.join(folder, 'postmaster.pid');
  const stranger = await idle({});
  for (const pid of [stranger.pid, 4_194_303]) {
    writeFileSync(file, `${pid}\n/data\n`);
    forgetDeadPostmaster(file);
    expect(existsSync(file)).toBe(false);
  }
});

test('the lock file of a PostgreSQL that somebody else runs stays', async () => {
  const file = path.join(folder, 'postmaster.pid');
  symlinkSync('/bin/sleep', path.join(folder, 'postgres'));
  const other = spawn(path.join(folder, 'postgres'), ['600']);
  started.push(other);
  await once(other, 'spawn');
  writeFileSync(file, `${other.pid}\n/data\n`);
  forgetDeadPostmaster(file);
  expect(existsSync(file)).toBe(true);
});

test('strangers and other installations are never touched', async () => {
  const elsewhere = path.join(folder, 'other');
  mkdirSync(elsewhere);
  const stranger = await idle({});
  const neighbour = await idle(processMark(elsewhere, 'broker'));
  expect(await endLeftOvers(folder)).toEqual([]);
  expect([stranger.exitCode, stranger.signalCode, neighbour.exitCode, neighbour.signalCode]).toEqual([null, null, null, null]);
});

test('one start at a time has a data folder, and letting go frees it', async () => {
  const unlock = await lockDataFolder(folder);
  await expect(lockDataFolder(folder)).rejects.toThrow(/已有一个系统在运行/);
  unlock();
  const again = await lockDataFolder(folder);
  again();
});

test('two who prepare the same folder do so one after the other', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await once(await idle({}).then((child) => (child.kill(), child)), 'exit');
    order.push(`${name} ends`);
  };
  await Promise.all([oneAtATime(folder, work('a')), oneAtATime(folder, work('b'))]);
  expect([order[0]?.[0], order[2]?.[0]]).toEqual([order[1]?.[0], order[3]?.[0]]);
});
