import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isRoot } from './run-command.ts';

/**
 * PostgreSQL refuses to run as root. As root it runs in a user namespace (no user to create, files stay root's);
 * where the machine forbids namespaces, as many containers do, it runs as `nobody` and owns its folders.
 */
export type PostgresUser = { kind: 'self' } | { kind: 'namespace' } | { kind: 'nobody'; uid: number; gid: number };

const nobody = 65534;

export function postgresUser(): PostgresUser {
  if (!isRoot()) return { kind: 'self' };
  const trial = runAs({ kind: 'namespace' }, 'true', []);
  if (spawnSync(trial.command, trial.args).status === 0) return { kind: 'namespace' };
  return { kind: 'nobody', uid: nobody, gid: nobody };
}

/** The command line with which that user runs a command; both wrappers become the command, so its pid is theirs. */
export function runAs(user: PostgresUser, command: string, args: string[]): { command: string; args: string[] } {
  if (user.kind === 'self') return { command, args };
  if (user.kind === 'namespace')
    return { command: 'unshare', args: ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, command, ...args] };
  return { command: 'setpriv', args: [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', command, ...args] };
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
