import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartFailure } from './failure.ts';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Downloads and what is made from them; shared by all installations of this clone. */
export const cacheFolder = path.join(root, '.cache');

/** Where Node keeps compiled scripts; start.mjs names the same for us. */
export const nodeCache = path.join(cacheFolder, 'node');

/** Node 24 that npm brought; a bare `node` on the machine may be older. */
export const projectNode = path.join(root, 'node_modules/.bin/node');

/** Everything one installation keeps, by what it is. */
export type DataFolders = { data: string; postgres: string; broker: string; logs: string };

export function dataFolders(dataDir: string): DataFolders {
  const data = path.resolve(dataDir);
  return {
    data,
    postgres: path.join(data, 'postgres'),
    broker: path.join(data, 'broker'),
    logs: path.join(data, 'logs'),
  };
}

export function makeDataFolders(folders: DataFolders): void {
  try {
    // Others may walk through the data folder (PostgreSQL may have to run under another uid), but read nothing in it.
    makeFolder(folders.data, 0o711);
    for (const folder of [folders.broker, folders.logs]) makeFolder(folder, 0o700);
    accessSync(folders.data, constants.W_OK);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new StartFailure(`${folders.data} 不是文件夹。请删除它,或另设 DATA_DIR。`);
    throw new StartFailure(`无法建立数据文件夹 ${folders.data}(${String(code)})。请检查权限与磁盘空间,或另设 DATA_DIR。`);
  }
}

/** One after the other from the top: Node's own `recursive` goes round for ever where nothing can be made, as below /proc. */
function makeFolder(folder: string, mode: number): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (!existsSync(parent)) makeFolder(parent, mode);
  mkdirSync(folder, { mode });
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The path of a Unix socket may have 107 bytes; PostgreSQL appends `/.s.PGSQL.5432` to its folder. */
const longestSocketFolder = 107 - '/.s.PGSQL.5432'.length;

/** A folder of ours for PostgreSQL's socket: in the data folder, or in the temporary folder when that path is too long. */
export function socketFolder(folders: DataFolders, uid = process.getuid?.() ?? 0): string {
  const inData = path.join(folders.data, 'socket');
  const folder = Buffer.byteLength(inData) <= longestSocketFolder ? inData : path.join(tmpdir(), `gongkai-${shortHash(folders.data)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Nobody else can make one in our data; in the temporary folder somebody may have taken the name.
  if (folder === inData) return folder;
  const status = lstatSync(folder);
  const ours = status.isDirectory() && (status.uid === uid || status.uid === process.getuid?.());
  if (!ours) throw new StartFailure(`${folder} 属于别的用户。请删除它,或把 DATA_DIR 设为更短的路径。`);
  return folder;
}
