import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from './failure.ts';
import { isRoot } from './run-command.ts';

/**
 * PostgreSQL refuses to run as root. As root it runs in a user namespace (no user to create, files stay root's);
 * where the machine forbids namespaces, as many containers do, it runs as `nobody` and owns its folders. The way to
 * them may lead through a folder of root's alone, as `/root` is: so it keeps root's right to pass, where it may.
 */
export type PostgresUser = { kind: 'self' } | { kind: 'namespace' } | { kind: 'nobody'; uid: number; gid: number; passes: boolean };

const nobody = 65534;
const forRoot: PostgresUser[] = [
  { kind: 'namespace' },
  { kind: 'nobody', uid: nobody, gid: nobody, passes: true },
  { kind: 'nobody', uid: nobody, gid: nobody, passes: false },
];

/** As whom this machine can run the programs in that folder. */
export function postgresUser(binaries: string): PostgresUser {
  if (!isRoot()) return { kind: 'self' };
  const user = forRoot.find((candidate) => {
    const trial = runAs(candidate, path.join(binaries, 'postgres'), ['--version']);
    return spawnSync(trial.command, trial.args, { cwd: '/' }).status === 0;
  });
  if (user) return user;
  throw new StartFailure(
    'PostgreSQL 不能以 root 身份运行,而本机也不能让它以其他身份运行。请以普通用户运行 npm start,或把本项目移到人人可进入的文件夹。',
  );
}

/** The command line with which that user runs a command; both wrappers become the command, so its pid is theirs. */
export function runAs(user: PostgresUser, command: string, args: string[]): { command: string; args: string[] } {
  if (user.kind === 'self') return { command, args };
  if (user.kind === 'namespace')
    return { command: 'unshare', args: ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, command, ...args] };
  // Without the first, access(2) would answer as if it had no such right.
  const rights = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return {
    command: 'setpriv',
    args: [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...(user.passes ? rights : []), command, ...args],
  };
}

/** Hands a folder to that user, when another one made it. */
export function handOver(user: PostgresUser, folder: string): void {
  if (!isRoot()) return;
  const [uid, gid] = user.kind === 'nobody' ? [user.uid, user.gid] : [0, 0];
  if (lstatSync(folder).uid !== uid) chownAll(folder, uid, gid);
}

function chownAll(folder: string, uid: number, gid: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chownSync(path.join(entry.parentPath, entry.name), uid, gid);
  }
  chownSync(folder, uid, gid);
}
