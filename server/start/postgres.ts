import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentWithout } from './environment.ts';
import { lastLines, StartFailure } from './failure.ts';
import { dataFolders, makeDataFolders, socketFolder, type DataFolders } from './folders.ts';
import type { Part } from './part.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { handOver, postgresUser, runAs, type PostgresUser } from './postgres-user.ts';
import { runCommand } from './run-command.ts';
import { databaseSecrets, type Secrets } from './secrets.ts';

/** One clear name each: the owner changes the schema, the application only what it is granted. */
export const databaseRoles = { superuser: 'postgres', owner: 'gongkai_owner', app: 'gongkai_app' } as const;
export const databaseName = 'gongkai';
const majorVersion = '17';

export type PreparedPostgres = {
  part: Part;
  /** Role gongkai_app: what the server works with. */
  appUrl: string;
  /** Role gongkai_owner: migrations and seed. */
  ownerUrl: string;
  /** For tests, which clone databases; the product never uses it. */
  superuserUrl: string;
};

/**
 * Makes the database folder at the first call (initdb, roles, empty database) and tells how to run it.
 * It listens on a Unix socket only.
 * @param extra further server settings, for databases that live no longer than a test
 */
export async function preparePostgres(dataDir: string, extra: Record<string, string> = {}): Promise<PreparedPostgres> {
  const folders = dataFolders(dataDir);
  makeDataFolders(folders);
  const binaries = await postgresBinaries();
  const user = postgresUser(binaries);
  const secrets = databaseSecrets(folders.data);
  if (!existsSync(path.join(folders.postgres, 'PG_VERSION'))) await createCluster(folders, binaries, user, secrets);
  checkVersion(folders.postgres);
  handOver(user, folders.postgres);
  const socket = socketFolder(folders, user.kind === 'nobody' ? user.uid : undefined);
  handOver(user, socket);
  return {
    part: postgresPart(folders, binaries, user, socket, extra),
    appUrl: socketUrl(socket, databaseRoles.app, secrets.app, databaseName),
    ownerUrl: socketUrl(socket, databaseRoles.owner, secrets.owner, databaseName),
    superuserUrl: socketUrl(socket, databaseRoles.superuser, secrets.superuser, 'postgres'),
  };
}

/** A percent-encoded folder as host is the one form that libpq, `pg` and MikroORM's clientUrl all understand. */
export function socketUrl(socket: string, role: string, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@${encodeURIComponent(socket)}:5432/${database}`;
}

function postgresPart(folders: DataFolders, binaries: string, user: PostgresUser, socket: string, extra: Record<string, string>): Part {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    shared_buffers: '128MB',
    synchronous_commit: 'on',
    max_connections: '60',
    // Keeps a day of heavy use from growing the folder without end.
    max_wal_size: '512MB',
    log_line_prefix: '%m [%p] %u ',
    // What people wrote stands in no log: neither in the row that an error quotes nor in its statement.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...extra,
  };
  const args = ['-D', folders.postgres, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  return {
    name: 'postgres',
    title: '数据库 PostgreSQL 17',
    async launch() {
      for (const file of [path.join(folders.postgres, 'postmaster.pid'), ...globSync(path.join(socket, '.s.PGSQL.*.lock'))])
        forgetDeadPostmaster(file);
      return { ...runAs(user, path.join(binaries, 'postgres'), args), cwd: folders.postgres, env: environmentWithout(/^(PG|LC_)/) };
    },
    logFile: path.join(folders.logs, 'postgres.log'),
    stopSignal: 'SIGINT',
    stopWithinMs: 20_000,
  };
}

/**
 * A killed PostgreSQL leaves its number in two lock files, and a new one refuses to start while a process has that
 * number: a stranger by now, or the dead one itself until somebody buries it, as nobody does in many containers.
 */
export function forgetDeadPostmaster(file: string): void {
  if (!existsSync(file)) return;
  const stat = path.join('/proc', readFileSync(file, 'utf8').split('\n')[0] ?? '', 'stat');
  const lives = existsSync(stat) && /\(postgres\) [^ZX]/.test(readFileSync(stat, 'utf8'));
  if (!lives) rmSync(file);
}

async function createCluster(folders: DataFolders, binaries: string, user: PostgresUser, secrets: Secrets): Promise<void> {
  // Made beside and renamed at the end, so that a cut-off first start leaves nothing half made.
  const folder = `${folders.postgres}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  const cluster = path.join(folder, 'cluster');
  mkdirSync(cluster, { mode: 0o700 });
  handOver(user, folder);
  await runOrFail(user, path.join(binaries, 'initdb'), [
    ...['-D', cluster, '-U', databaseRoles.superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh-Hans-CN', '--data-checksums'],
  ]);
  await runOrFail(
    user,
    path.join(binaries, 'postgres'),
    ['--single', '-D', cluster, '-c', 'exit_on_error=on', 'postgres'],
    bootstrapSql(secrets),
  );
  renameSync(cluster, folders.postgres);
  rmSync(folder, { recursive: true });
}

/** Single-user mode: one statement a line. */
function bootstrapSql(secrets: Secrets): string {
  return [
    `CREATE ROLE ${databaseRoles.owner} LOGIN PASSWORD '${secrets.owner}'`,
    `CREATE ROLE ${databaseRoles.app} LOGIN PASSWORD '${secrets.app}'`,
    `CREATE DATABASE ${databaseName} OWNER ${databaseRoles.owner}`,
    `REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${databaseName} TO ${databaseRoles.app}`,
    '',
  ].join('\n');
}

async function runOrFail(user: PostgresUser, command: string, args: string[], input?: string): Promise<void> {
  const run = runAs(user, command, args);
  const result = await runCommand(run.command, run.args, { env: environmentWithout(/^(PG|LC_)/), cwd: '/', input });
  if (result.code === 0) return;
  throw new StartFailure(
    `无法建立数据库(${path.basename(command)} 退出码 ${result.code})。请检查磁盘空间和 DATA_DIR 的权限。\n${lastLines(result.output)}`,
  );
}

function checkVersion(folder: string): void {
  const version = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version === majorVersion) return;
  throw new StartFailure(`${folder} 是 PostgreSQL ${version} 的数据,本版本需要 ${majorVersion}。请用旧版本导出数据,或另设 DATA_DIR。`);
}
