import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#server/config.ts';
import { StartFailure } from './failure.ts';
import { dataFolders, makeDataFolders } from './folders.ts';

/** Stands in a data folder that was made for the demo and for nothing else: when its stories were first loaded. */
const MARK = 'demo-loaded-at';

/** Marks a fresh data folder as one of the demo. A folder that anybody has worked in is never made one. */
export function openDemoFolder(config: Config, now: Date): void {
  if (config.mode !== 'demo') throw new StartFailure('演示案件只能装入演示环境。请去掉 MODE=production。');
  if (config.databaseUrl !== null || config.zeebeAddress !== null)
    throw new StartFailure('演示案件只能装入自带的数据库和流程引擎。请去掉 DATABASE_URL 与 ZEEBE_ADDRESS。');
  const folders = dataFolders(config.dataDir);
  if (loadedAtOf(config.dataDir) !== null) return;
  if (existsSync(folders.postgres))
    throw new StartFailure(`${folders.data} 不是演示专用的文件夹,演示案件不会装入已有的数据。请不设 DATA_DIR,或换一个空文件夹。`);
  makeDataFolders(folders);
  writeFileSync(path.join(folders.data, MARK), `${now.toISOString()}\n`);
}

/** When the stories of this folder were first loaded; null for a folder that is none of the demo. */
export function loadedAtOf(dataDir: string): Date | null {
  const file = path.join(dataFolders(dataDir).data, MARK);
  if (!existsSync(file)) return null;
  const at = new Date(readFileSync(file, 'utf8').trim());
  if (Number.isNaN(at.getTime())) throw new StartFailure(`${file} 已损坏。请删除整个文件夹后重新运行 npm run demo。`);
  return at;
}
