// Plain JavaScript without dependencies: it runs before anything is installed, on Node 20 or newer.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(folder, '../..');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.gongkai-lock');
const projectNode = path.join(modules, '.bin/node');

/**
 * Ends with one clear line that says what to do.
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}

/** Installs exactly what the lock file names, when it changed since the last time or was never installed. */
export function ensureNodeModules() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`需要 Node.js 20 或更新版本,当前是 ${process.version}。请升级后重试。`);
  if (process.platform !== 'linux') fail('目前只支持 Linux(Windows 请使用 WSL)。');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock && existsSync(projectNode)) return;

  const { bavail, bsize } = statfsSync(root);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb < 2500) fail(`磁盘空间不足:首次安装至少需要 2500 MB,现在只剩 ${freeMb} MB。请清理磁盘后再运行一次。`);

  const begin = Date.now();
  process.stdout.write('  … 正在安装 npm 依赖(首次约一分钟)\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (npm.error) fail('没有找到 npm。请安装带 npm 的 Node.js 20 或更新版本。');
  if (npm.signal) process.exit(1);
  if (npm.status !== 0) fail('npm 依赖安装失败,原因见上。请检查网络、npm 镜像与磁盘空间,然后再运行一次。');
  if (!existsSync(projectNode))
    fail(`npm 没有装上本项目的 Node 24(${process.platform}-${process.arch})。请确认没有设置 npm 的 omit=optional,然后再运行一次。`);
  writeFileSync(stampFile, lock);
  process.stdout.write(`✓ npm 依赖已安装(${((Date.now() - begin) / 1000).toFixed(1)} 秒)\n`);
}

/**
 * Runs a script of this folder under the project's Node with our arguments, passes our signals on, ends as it ends.
 * The channel between us tells it when we are killed. npm cannot tell when it is killed: so we look.
 * @param {string} script
 * @param {string} [afterKill] what to run when the script was killed and could not end what it runs
 */
export function handOver(script, afterKill) {
  // Compiled scripts of the last start are read instead of compiled again.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(root, '.cache/node') };
  const child = spawn(projectNode, [path.join(folder, script), ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`无法运行本项目的 Node 24:${error.message}。请删除 node_modules 后再运行一次。`));
  child.on('exit', (code, signal) => {
    if (signal !== null && afterKill !== undefined)
      spawnSync(projectNode, [path.join(folder, afterKill)], { cwd: root, env, stdio: 'inherit' });
    process.exit(code ?? 1);
  });
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === npm) return;
    // Once: a second signal would cut the stop short.
    clearInterval(look);
    child.kill('SIGTERM');
  }, 500);
}
