import path from 'node:path';
import type { Config } from '#server/config.ts';
import { prepareBroker } from './broker.ts';
import { ensureBuild } from './build.ts';
import { checkDisk } from './disk.ts';
import { ensureEngineProgram } from './engine-program.ts';
import { lastLines, StartFailure } from './failure.ts';
import { dataFolders, makeDataFolders } from './folders.ts';
import { lockDataFolder } from './lock.ts';
import { answers, checkOutsideDatabase } from './outside.ts';
import type { Part } from './part.ts';
import { installationPorts, listenProblem, type Ports } from './ports.ts';
import { preparePostgres } from './postgres.ts';
import { endLeftOvers } from './processes.ts';
import { postgresIsReady } from './ready.ts';
import { serverPart, type Connections, type ServerProgram } from './server-part.ts';
import { step, type Print } from './steps.ts';
import { createSupervisor, endOfLog, type Supervisor } from './supervise.ts';
import { httpGet, waitFor } from './wait.ts';

export type InstallationPlan = {
  config: Config;
  program: ServerProgram;
  dev: boolean;
  /** A stub server needs no screens. */
  withBuild: boolean;
  print: Print;
  /** What must be done with database and engine before anybody is served. */
  beforeServing?: BeforeServing;
};

export type BeforeServing = (config: Config, connections: Connections, print: Print) => Promise<void>;

export type Installation = {
  url: string;
  connections: Connections;
  /** Role postgres of the database that we brought; null for an outside one. */
  superuserUrl: string | null;
  /** In order: server, broker, database. */
  stop: () => Promise<void>;
  /** Everything at once. */
  kill: () => void;
};

const neededMb = 500;
const readyWithinMs = 180_000;

/**
 * Brings up one whole installation and watches over it. Database, engine and build go side by side; the server
 * begins as soon as it has a database, while the engine still elects its leader.
 * @param begun gets the installation before it is ready, so that a Ctrl-C can stop what already runs
 * @throws StartFailure with what to do; what was started is then already stopped
 */
export async function startInstallation(
  plan: InstallationPlan,
  begun: (stop: Pick<Installation, 'stop' | 'kill'>) => void = () => {},
): Promise<Installation> {
  const { config, print } = plan;
  const folders = dataFolders(config.dataDir);
  makeDataFolders(folders);
  const unlock = await lockDataFolder(folders.data);
  const ended = await endLeftOvers(folders.data);
  if (ended.length > 0) print(`! 上次没有正常停止,已结束遗留的进程:${ended.join('、')}`);
  await checkDisk(folders.data, neededMb);
  await checkPort(config.port, config.host);

  const failed = Promise.withResolvers<never>();
  const supervisor = createSupervisor(folders.data, print, (part, how) => failed.reject(partFailure(part, how)));
  const control = {
    stop: async () => {
      await supervisor.stop(['server', 'broker', 'postgres']);
      unlock();
    },
    kill: supervisor.kill,
  };
  begun(control);
  try {
    const running = await Promise.race([bringUp(plan, supervisor), failed.promise]);
    supervisor.keepAlive();
    return { ...running, ...control };
  } catch (error) {
    await control.stop();
    throw error;
  }
}

async function bringUp(plan: InstallationPlan, supervisor: Supervisor): Promise<Omit<Installation, 'stop' | 'kill'>> {
  const { config, print } = plan;
  const ports = await installationPorts(config.dataDir);
  if (config.engineFeedPort !== null) ports.feed = config.engineFeedPort;
  const url = serverUrl(config);
  const [server] = await Promise.all([startServer(plan, ports, supervisor), startEngine(plan, ports, supervisor)]);
  await step(print, '应用服务与流程引擎就绪', () => waitUntilReady(url, plan.dev));
  return { url, ...server };
}

async function startServer(
  plan: InstallationPlan,
  ports: Ports,
  supervisor: Supervisor,
): Promise<Pick<Installation, 'connections' | 'superuserUrl'>> {
  const { config, print } = plan;
  const [database] = await Promise.all([startDatabasePart(config, supervisor, print), startBuild(plan)]);
  const connections: Connections = {
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    zeebeAddress: config.zeebeAddress ?? `127.0.0.1:${ports.gateway}`,
    monitorUrl: config.zeebeAddress === null ? `http://127.0.0.1:${ports.management}` : null,
    feedPort: ports.feed,
  };
  await plan.beforeServing?.(config, connections, print);
  await supervisor.run(serverPart(config, connections, plan.program, plan.dev));
  return { connections, superuserUrl: database.superuserUrl };
}

/** Where this machine reaches the server; on every address means on loopback too. */
function serverUrl({ host, port }: Config): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

type Database = { appUrl: string; ownerUrl: string | null; superuserUrl: string | null };

async function startDatabasePart(config: Config, supervisor: Supervisor, print: Print): Promise<Database> {
  const { databaseUrl: appUrl, databaseAdminUrl: ownerUrl } = config;
  if (appUrl !== null) {
    await step(print, '外部数据库可用', () => checkOutsideDatabase(appUrl, ownerUrl));
    return { appUrl, ownerUrl, superuserUrl: null };
  }
  return step(print, '数据库 PostgreSQL 17 已启动', async () => {
    const postgres = await preparePostgres(config.dataDir);
    await supervisor.run(postgres.part);
    const ready = await waitFor(() => (postgresIsReady(dataFolders(config.dataDir).postgres) ? true : null), 60_000, 10);
    if (ready === null) throw new StartFailure(`数据库 60 秒内没有就绪。日志:${postgres.part.logFile}\n${endOfLog(postgres.part)}`);
    return postgres;
  });
}

/** Starts the broker; it elects its leader while the server begins. */
async function startEngine(plan: InstallationPlan, ports: Ports, supervisor: Supervisor): Promise<void> {
  const { config, print } = plan;
  if (config.zeebeAddress !== null) {
    if (!(await answers(config.zeebeAddress))) print(`! 外部流程引擎 ${config.zeebeAddress} 现在连不上;先启动,连上后自动继续`);
    if (config.engineFeedSecret === null && config.engineFeedPort === null)
      print('! 没有设置 ENGINE_FEED_SECRET:收不到外部引擎的记录,撤销、异常与核对都靠它。设置方法见 README“Production”');
    return;
  }
  const program = await ensureEngineProgram(print);
  const { part } = prepareBroker({ dataDir: config.dataDir, program, ports, testClock: config.testClock });
  await supervisor.run(part);
}

async function startBuild(plan: InstallationPlan): Promise<void> {
  if (plan.withBuild && !plan.dev) await ensureBuild(plan.print);
}

async function checkPort(port: number, host: string): Promise<void> {
  const problem = await listenProblem(port, host);
  if (problem === null) return;
  if (problem === 'EACCES') throw new StartFailure(`无权使用 1024 以下的端口 ${port}。请换一个,例如 PORT=3000 npm start。`);
  throw new StartFailure(`端口 ${port} 已被占用。请停掉占用它的程序,或换一个端口,例如 PORT=${port + 1} npm start。`);
}

async function waitUntilReady(url: string, dev: boolean): Promise<void> {
  // A developer may first have to mend what keeps the server from starting.
  const withinMs = dev ? Number.POSITIVE_INFINITY : readyWithinMs;
  const ready = await waitFor(async () => ((await httpGet(`${url}/readyz`))?.status === 200 ? true : null), withinMs);
  if (ready !== null) return;
  const last = await httpGet(`${url}/readyz`);
  throw new StartFailure(
    `服务在 ${readyWithinMs / 1000} 秒内没有就绪。最后一次回答:${last ? `${last.status} ${lastLines(last.body, 5)}` : '无'}`,
  );
}

function partFailure(part: Part, how: string): StartFailure {
  const log = part.logFile === null ? '' : `。日志:${path.relative(process.cwd(), part.logFile)}\n${endOfLog(part)}`;
  return new StartFailure(`${part.title}没能启动(${how})${log}`);
}
