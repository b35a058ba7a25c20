import { connect } from 'node:net';
import { StartFailure } from './failure.ts';

/** Tries both accounts of an outside database, so that a wrong URL is said now and not in a log. */
export async function checkOutsideDatabase(appUrl: string, ownerUrl: string | null): Promise<void> {
  await tryConnect('DATABASE_URL', appUrl);
  if (ownerUrl !== null) await tryConnect('DATABASE_ADMIN_URL', ownerUrl);
}

async function tryConnect(name: string, url: string): Promise<void> {
  // Loaded only for an outside database: every other start would wait for it too.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query(fitness);
    const problem = unfit(rows[0]);
    if (problem !== null) throw new StartFailure(`${name} 指向的数据库不合用:${problem}`);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`无法用 ${name} 连接数据库 ${withoutPassword(url)}:${connectionProblem(error)}`);
  } finally {
    await client.end().catch(() => {});
  }
}

const fitness = `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`;

function unfit({ version, encoding }: { version: number; encoding: string }): string | null {
  if (version < 170_000) return `版本是 ${Math.floor(version / 10_000)},需要 17。请升级 PostgreSQL。`;
  if (encoding !== 'UTF8') return `编码是 ${encoding},需要 UTF8。请照 README“Production”一节重新建库。`;
  return null;
}

/** Says what to do about an error of PostgreSQL (SQLSTATE) or of the network. */
export function connectionProblem(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return advice[String(code)] ?? `${error instanceof Error ? error.message : String(error)}。请检查地址、账号与网络。`;
}

const advice: Partial<Record<string, string>> = {
  '28P01': '口令不对。请检查用户名与口令。',
  '28000': '服务器不允许这个账号登录。请检查用户名与 pg_hba.conf。',
  '3D000': '库不存在。请先建库,或检查库名。',
  ECONNREFUSED: '该地址没有数据库在监听。请检查主机、端口,以及数据库是否已启动。',
  ENOTFOUND: '找不到这个主机名。请检查主机名。',
  ENOENT: '找不到该套接字。请检查路径,以及数据库是否已启动。',
};

export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

/** Whether something listens at host:port now. */
export function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? '', port: Number(port), timeout: 3000 });
    const end = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
