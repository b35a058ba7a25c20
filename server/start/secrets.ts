import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from './failure.ts';

/** Passwords of the database this installation brings, made once. */
export type Secrets = { superuser: string; owner: string; app: string };

export function databaseSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const secrets: Secrets = { superuser: newPassword(), owner: newPassword(), app: newPassword() };
  // Written beside and renamed: a half-written file would lock us out of our own database.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function readSecrets(file: string): Secrets {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isSecrets(content)) return content;
  } catch {
    // Reported below, as for a file with other content.
  }
  throw new StartFailure(`${file} 已损坏,无法取得数据库口令。请从备份恢复该文件。`);
}

function isSecrets(content: unknown): content is Secrets {
  if (typeof content !== 'object' || content === null) return false;
  return ['superuser', 'owner', 'app'].every((key) => typeof Reflect.get(content, key) === 'string');
}
