import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  /** Role gongkai_app. */
  appUrl: string;
  /** Role gongkai_owner. */
  ownerUrl: string;
  /** Call it in afterAll, with every connection closed. */
  drop: () => Promise<void>;
};

/** A copy of the migrated and seeded database, for one test file (or one test) alone; takes about 0.1 s. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(template.superuserUrl, `CREATE DATABASE ${name} TEMPLATE gongkai OWNER gongkai_owner`);
  // A copy does not take over who may do what with the database as a whole.
  await asSuperuser(template.superuserUrl, `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
  return {
    appUrl: withDatabase(template.appUrl, name),
    ownerUrl: withDatabase(template.ownerUrl, name),
    // Not by force: PostgreSQL itself waits for connections that are just closing, and says so when one was left open.
    drop: () => asSuperuser(template.superuserUrl, `DROP DATABASE ${name}`),
  };
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
