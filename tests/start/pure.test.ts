import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStartArguments } from '#server/start/arguments.ts';
import { brokerEnvironment, brokerEpoch } from '#server/start/broker.ts';
import { checkDisk } from '#server/start/disk.ts';
import { StartFailure } from '#server/start/failure.ts';
import { dataFolders, socketFolder } from '#server/start/folders.ts';
import { parseJavaVersion } from '#server/start/java.ts';
import { connectionProblem, withoutPassword } from '#server/start/outside.ts';
import { socketUrl } from '#server/start/postgres.ts';
import { allLead } from '#server/start/ready.ts';
import { databaseSecrets } from '#server/start/secrets.ts';
import { contentHash } from '#server/start/stamp.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gongkai-pure-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('Java', () => {
  test.each([
    ['JAVA_VERSION="25.0.2"\nIMPLEMENTOR="Eclipse Adoptium"', 25, '25.0.2'],
    ['openjdk version "21.0.5" 2024-10-15 LTS', 21, '21.0.5'],
    ['openjdk version "17.0.15" 2025-04-15', 17, '17.0.15'],
    ['java version "1.8.0_402"', 8, '1.8.0_402'],
    ['openjdk version "26-beta" 2026-03-17', 26, '26-beta'],
  ])('the version is read from %j', (text, major, version) => {
    expect(parseJavaVersion(text)).toEqual({ major, version });
  });

  test.each(['', 'sh: java: not found', 'version "unknown"'])('%j names no version', (text) => {
    expect(parseJavaVersion(text)).toBeNull();
  });
});

describe('stamp', () => {
  beforeEach(() => {
    mkdirSync(path.join(folder, 'app/deep'), { recursive: true });
    writeFileSync(path.join(folder, 'app/deep/a.ts'), 'one');
    writeFileSync(path.join(folder, 'lock.json'), '{}');
  });
  const stamp = () => contentHash(folder, ['app', 'lock.json', 'absent']);

  test('the same files give the same stamp', () => {
    expect(stamp()).toBe(stamp());
  });

  test.each([
    ['content', () => writeFileSync(path.join(folder, 'app/deep/a.ts'), 'two')],
    ['a new file', () => writeFileSync(path.join(folder, 'app/b.ts'), '')],
    ['a file that went', () => rmSync(path.join(folder, 'lock.json'))],
    ['a file that came where none was', () => writeFileSync(path.join(folder, 'absent'), '')],
  ])('%s changes the stamp', (_what, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });
});

describe('epoch of the broker', () => {
  test('it stays as long as the data stays', () => {
    const first = brokerEpoch(folder);
    mkdirSync(path.join(folder, 'raft-partition'));
    expect(brokerEpoch(folder)).toBe(first);
  });

  test('it is another one when the data is gone', () => {
    const first = brokerEpoch(folder);
    mkdirSync(path.join(folder, 'raft-partition'));
    rmSync(path.join(folder, 'raft-partition'), { recursive: true });
    expect(brokerEpoch(folder)).not.toBe(first);
  });

  test('the record feed carries it, without the underscore that the exporter refuses', () => {
    const ports = { gateway: 1, command: 2, internal: 3, management: 4, rest: 5, feed: 6 };
    const environment = brokerEnvironment({ ports, testClock: false }, folder, brokerEpoch(folder));
    expect(environment.ZEEBE_BROKER_EXPORTERS_FEED_ARGS_INDEX_PREFIX).toMatch(/^gongkai-[0-9a-f]{12}$/);
    expect(environment.ZEEBE_BROKER_EXPORTERS_FEED_ARGS_URL).toBe('http://127.0.0.1:6');
    expect(environment).not.toHaveProperty('ZEEBE_CLOCK_CONTROLLED');
  });
});

describe('database', () => {
  test('passwords are made once and readable by the owner alone', () => {
    const secrets = databaseSecrets(folder);
    expect(databaseSecrets(folder)).toEqual(secrets);
    expect(new Set(Object.values(secrets)).size).toBe(3);
  });

  test('a damaged secrets file is said, not replaced', () => {
    writeFileSync(path.join(folder, 'secrets.json'), '{"owner":1}');
    expect(() => databaseSecrets(folder)).toThrow(/已损坏/);
  });

  test('the socket moves to a short path when the data folder has a long one', () => {
    const short = dataFolders(path.join(folder, 'd'));
    expect(socketFolder(short)).toBe(path.join(folder, 'd/socket'));
    const long = socketFolder(dataFolders(path.join(folder, 'd'.repeat(120))));
    expect(Buffer.byteLength(`${long}/.s.PGSQL.5432`)).toBeLessThan(107);
    rmSync(long, { recursive: true });
  });

  test('the address carries the socket folder as host and keeps odd passwords', () => {
    const url = new URL(socketUrl('/a b/sock', 'gongkai_app', 'p@/:?', 'gongkai'));
    expect(decodeURIComponent(url.hostname)).toBe('/a b/sock');
    expect(decodeURIComponent(url.password)).toBe('p@/:?');
  });

  test('a password never reaches the screen', () => {
    expect(withoutPassword('postgresql://a:secret@db:5432/x')).toBe('postgresql://a@db:5432/x');
  });

  test.each(['28P01', '3D000', 'ECONNREFUSED', 'ENOTFOUND'])('an outside database that answers %s gets advice', (code) => {
    expect(connectionProblem(Object.assign(new Error('x'), { code }))).toMatch(/请检查|请先建库/);
  });
});

test('the broker is ready when every partition leads', () => {
  expect(allLead('{"1":{"role":"LEADER"}}')).toBe(true);
  expect(allLead('{"1":{"role":"LEADER"},"2":{"role":"FOLLOWER"}}')).toBe(false);
  expect(allLead('{}')).toBe(false);
});

test('a full disk is said with what is missing', async () => {
  await expect(checkDisk(folder, 1e12)).rejects.toThrow(/磁盘空间不足.*请清理磁盘/);
});

test('an unknown word after npm start is refused', () => {
  expect(readStartArguments(['--dev'])).toEqual({ dev: true, demo: false });
  expect(() => readStartArguments(['--prod'])).toThrow(StartFailure);
});
