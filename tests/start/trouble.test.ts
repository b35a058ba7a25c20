import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ensureEngineProgram } from '#server/start/engine-program.ts';
import { projectNode, root } from '#server/start/folders.ts';
import { freePort } from '#server/start/ports.ts';
import { isRoot } from '#server/start/run-command.ts';
import { beginCommand, killStarts, type Start } from './support/begin-start.ts';

const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
/** A mount that only one process and its children see needs root and an open kernel. */
const mayMount = isRoot() && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
/** Another user can run what npm brought only where this clone lies open. */
const mayBeNobody = mayMount && spawnSync(nobody[0] ?? '', [...nobody.slice(1), projectNode, '--version']).status === 0;

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gongkai-trouble-')));
const [port, data, bare, programs] = [await freePort(), path.join(folder, 'data'), path.join(folder, 'clone'), path.join(folder, 'bin')];

/** A clone that has brought nothing yet but npm's packages, of another user, and a PATH without any program. */
beforeAll(() => {
  for (const made of [data, bare, programs]) mkdirSync(made);
  for (const part of ['server', 'forms', 'processes', 'package.json', 'package-lock.json'])
    cpSync(path.join(root, part), path.join(bare, part), { recursive: true });
  for (const part of ['app', 'build', 'node_modules', 'public', 'tsconfig.json', 'vite.config.ts'])
    symlinkSync(path.join(root, part), path.join(bare, part));
  for (const given of [folder, bare, data]) chownSync(given, 65534, 65534);
});
afterEach(killStarts);
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm start` runs, in a mount namespace of its own where `mount` is run first. */
function startAfter(mount: string, variables: Record<string, string>, who: readonly string[] = [], clone = root): Start {
  const command = ['--mount', '/bin/sh', '-c', `${mount} && exec "$@"`, 'sh'];
  const env = { DATA_DIR: data, PORT: String(port), LISTEN_HOST: '127.0.0.1', ...variables };
  return beginCommand('unshare', [...command, ...who, process.execPath, path.join(clone, 'server/start/start.mjs')], env);
}

/** The same as nobody, without a Java in its usual place and without programs. */
function startWithout(variables: Record<string, string>): Start {
  // The dynamic linker finds these two before the PATH is gone.
  const hide = `{ [ ! -d /usr/lib/jvm ] || mount -t tmpfs none /usr/lib/jvm; } && export PATH=${programs} HOME=${folder}`;
  return startAfter(hide, variables, [`/usr/bin/${nobody[0]}`, ...nobody.slice(1)], bare);
}

async function expectOneMessage(start: Start, message: RegExp): Promise<void> {
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(message);
  expect(start.output().match(/✗/g)).toHaveLength(1);
  expect(start.output()).not.toContain('程序错误');
}

test.runIf(mayMount)('a full disk is one message that says how much is missing', async () => {
  const full = startAfter(`mount -t tmpfs -o size=64m none ${data}`, {});
  await expectOneMessage(full, /磁盘空间不足:.*只剩 \d+ MB,至少需要 500 MB。请清理磁盘/);
});

test.each([
  ['is a file', 'file'],
  ['lies below a file', 'file/data'],
])('a data folder that %s is one message', async (_what, dataDir) => {
  writeFileSync(path.join(folder, 'file'), '');
  const env = { DATA_DIR: path.resolve(folder, dataDir), PORT: String(port) };
  await expectOneMessage(beginCommand(process.execPath, [path.join(root, 'server/start/start.mjs')], env), /不是文件夹.*DATA_DIR/);
});

test('a data folder where none can be made is one message', async () => {
  const begun = beginCommand(process.execPath, [path.join(root, 'server/start/start.mjs')], {
    DATA_DIR: '/proc/gongkai',
    PORT: String(port),
  });
  await expectOneMessage(begun, /无法建立数据文件夹 \/proc\/gongkai.*另设 DATA_DIR/);
});

test.runIf(mayBeNobody)('a data folder that may not be made is one message', async () => {
  await expectOneMessage(startWithout({ DATA_DIR: '/etc/gongkai' }), /无法建立数据文件夹 \/etc\/gongkai.*请检查权限.*DATA_DIR/);
});

test.runIf(mayBeNobody)('without Java, and without the right to bring one, it is said which to install', async () => {
  await expectOneMessage(startWithout({}), /没有找到 Java 21 或更新版本.*请安装 Java 21/);
});

test.runIf(mayBeNobody)('without Maven, and without the right to install it, it is said what to run', async () => {
  await expectOneMessage(startWithout({ JAVA_HOME: await javaHome() }), /没有找到 Maven,也无权安装。.*apt-get install maven/);
});

test.runIf(mayBeNobody)('a download that is not what it should be is deleted and said, after a second try', async () => {
  // Stands in for a mirror that hands out something else.
  const maven = `#!/bin/sh\nfor word; do case $word in -DoutputDirectory=*) echo damaged > "\${word#*=}/camunda-zeebe-8.5.8.tar.gz";; esac; done\n`;
  writeFileSync(path.join(programs, 'mvn'), maven, { mode: 0o755 });
  await expectOneMessage(startWithout({ JAVA_HOME: await javaHome() }), /重新下载一次[^]*下载的 Zeebe 已损坏.*请检查网络或 Maven 镜像/);
});

test.each([
  ['a wrong value', { PORT: '80a' }, /配置有误.*\n.*PORT 的值不对,应为/],
  ['an unknown variable', { DATABASE_URI: 'postgresql://x' }, /不认识的变量 DATABASE_URI.*检查拼写/],
])('%s is one message with its name', async (_what, variables, message) => {
  await expectOneMessage(
    beginCommand(process.execPath, [path.join(root, 'server/start/start.mjs')], { DATA_DIR: data, ...variables }),
    message,
  );
});

/** A copy of the Java that this clone uses, where it is seen by everybody; made once. */
async function javaHome(): Promise<string> {
  const { java } = await ensureEngineProgram(() => {});
  const home = path.join(folder, 'java');
  if (!existsSync(home)) cpSync(path.dirname(path.dirname(java.command)), home, { recursive: true, verbatimSymlinks: true });
  return home;
}
