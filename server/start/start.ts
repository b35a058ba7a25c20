import path from 'node:path';
import { ConfigError, readConfig, type Config } from '#server/config.ts';
import { readStartArguments } from './arguments.ts';
import { openDemoFolder } from './demo-folder.ts';
import { StartFailure } from './failure.ts';
import { dataFolders } from './folders.ts';
import { startInstallation, type Installation } from './installation.ts';
import { loadDemo } from './load-demo.ts';
import { endCommands } from './run-command.ts';
import { developmentServer, productionServer } from './server-part.ts';
import { printLine, seconds, step } from './steps.ts';

/** A terminal's Ctrl-C reaches us twice, from the terminal and through npm: what comes this soon is the same one. */
const sameSignalMs = 800;

const begin = Date.now();
let control: Pick<Installation, 'stop' | 'kill'> = { stop: async () => {}, kill: () => {} };
let stoppingSince: number | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0));
// start.mjs, which npm runs, is gone: nobody could stop us any more.
process.on('disconnect', () => void stopAll(0));
process.on('uncaughtException', (error) => void giveUp(error));
// The terminal may close before we have said goodbye.
process.stdout.on('error', () => {});

try {
  await main();
} catch (error) {
  await giveUp(error);
}

async function main(): Promise<void> {
  const { dev, demo } = readStartArguments(process.argv.slice(2));
  const config = readConfig(dev ? { ...process.env, DEV: '1' } : process.env);
  if (demo) openDemoFolder(config, new Date());
  const program = dev ? developmentServer : productionServer;
  const installation = await startInstallation(
    { config, program, dev, withBuild: true, print: printLine, ...(demo ? { beforeServing: loadDemo } : {}) },
    (started) => {
      control = started;
    },
  );
  for (const line of welcome(config, installation, dev)) printLine(line);
}

function welcome(config: Config, installation: Installation, dev: boolean): string[] {
  const logs = path.relative(process.cwd(), dataFolders(config.dataDir).logs);
  const accounts = [
    ['housing-applicant', '市住建局 申请人'],
    ['housing-steward', '市住建局 数据专员'],
    ['bdb-exchange', '市大数据局 共享审核'],
    ['civil-steward', '市民政局 数据专员'],
    ['civil-secrecy', '市民政局 保密审查'],
    ['civil-leader', '市民政局 分管领导'],
    ['bdb-ops', '市大数据局 平台运维'],
  ] as const;
  return [
    '',
    `系统已就绪,用时 ${seconds(Date.now() - begin)}。Ctrl-C 停止。${dev ? '' : `日志:${logs}/`}`,
    `地址:http://localhost:${new URL(installation.url).port}`,
    ...(config.mode === 'demo'
      ? ['演示账号(口令均为 gongkai-demo):', ...accounts.map(([name, person]) => `  ${name.padEnd(18)}${person}`)]
      : []),
  ];
}

async function stopAll(code: number): Promise<void> {
  if (stoppingSince !== null) {
    if (Date.now() - stoppingSince > sameSignalMs) endAtOnce();
    return;
  }
  stoppingSince = Date.now();
  printLine('正在停止(再按一次 Ctrl-C 立即结束)…');
  endCommands();
  await step(printLine, '已全部停止', control.stop);
  process.exit(code);
}

function endAtOnce(): never {
  control.kill();
  printLine('! 已立即结束');
  process.exit(1);
}

async function giveUp(error: unknown): Promise<void> {
  // A set-up that a Ctrl-C cut off fails somewhere: that is no news.
  if (stoppingSince !== null) return;
  stoppingSince = Date.now();
  const expected = error instanceof StartFailure || error instanceof ConfigError;
  const text = expected ? error.message : `程序错误:${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  process.stderr.write(`✗ ${text}\n`);
  endCommands();
  await control.stop();
  process.exit(1);
}
