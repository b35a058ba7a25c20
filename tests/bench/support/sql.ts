import pg from 'pg';

/** Runs statements on a connection of its own, one after the other. */
export async function runSql(url: string, ...statements: readonly string[]): Promise<void> {
  await withSql(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

export async function withSql<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and role, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
