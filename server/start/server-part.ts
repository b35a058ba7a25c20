import path from 'node:path';
import type { Config } from '#server/config.ts';
import { dataFolders, nodeCache, projectNode, root } from './folders.ts';
import type { Part } from './part.ts';

/** The program that serves; tests of the start pass a stub. */
export type ServerProgram = { command: string; args: string[] };

export const productionServer: ServerProgram = { command: projectNode, args: ['server/main.ts'] };

/** Restarts at changes outside the screens, which Vite reloads itself. */
export const developmentServer: ServerProgram = {
  command: projectNode,
  args: ['--watch-path=server', '--watch-path=forms', '--watch-path=processes', '--watch-preserve-output', 'server/main.ts'],
};

export type Connections = {
  appUrl: string;
  /** Null for an outside database whose schema others keep. */
  ownerUrl: string | null;
  zeebeAddress: string;
  /** Null for an outside engine: we know nothing of its management port. */
  monitorUrl: string | null;
  feedPort: number;
};

export function serverPart(config: Config, connections: Connections, program: ServerProgram, dev: boolean): Part {
  return {
    name: 'server',
    title: '应用服务',
    launch: async () => ({ ...program, cwd: root, env: serverEnvironment(config, connections, dev) }),
    logFile: dev ? null : path.join(dataFolders(config.dataDir).logs, 'server.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
  };
}

/** What a program of the server is told about this installation. */
export function serverEnvironment(config: Config, connections: Connections, dev: boolean): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // What it starts by name must be the project's Node, not the machine's.
    PATH: `${path.join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    // Compiled scripts of the last start: a third of the server's work before it answers.
    NODE_COMPILE_CACHE: nodeCache,
    PORT: String(config.port),
    LISTEN_HOST: config.host,
    DATA_DIR: config.dataDir,
    MODE: config.mode,
    DATABASE_URL: connections.appUrl,
    ...(connections.ownerUrl === null ? {} : { DATABASE_ADMIN_URL: connections.ownerUrl }),
    ZEEBE_ADDRESS: connections.zeebeAddress,
    ENGINE_FEED_PORT: String(connections.feedPort),
    ...(config.testClock ? { GONGKAI_TEST_CLOCK: '1' } : {}),
    ...(dev ? { NODE_ENV: 'development', DEV: '1' } : { NODE_ENV: 'production' }),
  };
}
