// What start.mjs runs when the start was killed: ends what it watched over, unless a next start is already at it.
import { existsSync } from 'node:fs';
import { readConfig } from '#server/config.ts';
import { lockDataFolder } from './lock.ts';
import { endLeftOvers } from './processes.ts';
import { printLine } from './steps.ts';

const { dataDir } = readConfig(process.env);
const unlock = existsSync(dataDir) ? await lockDataFolder(dataDir).catch(() => null) : null;
if (unlock !== null) {
  const ended = await endLeftOvers(dataDir);
  if (ended.length > 0) printLine(`! 启动程序被强行结束,已结束它的进程:${ended.join('、')}`);
  unlock();
}
