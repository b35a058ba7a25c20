import { migrate } from '#server/db/migrate.ts';
import { seed } from '#server/db/seed/seed.ts';
import { startDatabase } from '#server/start/parts.ts';
import { whileOpen } from './closing.ts';
import { withFolder } from './installation.ts';
import { runSql, withDatabase } from './sql.ts';

export type Database = { readonly appUrl: string; readonly superuserUrl: string };

export type Databases = {
  /** Migrated and seeded; copies are made of it. */
  readonly template: Database;
  /** A copy of one of these under another name, as it stands now; nobody may be connected to it. */
  copy(of: Database, name: string): Promise<Database>;
};

/** A PostgreSQL of its own with the product's own settings. */
export function withDatabases<T>(work: (databases: Databases) => Promise<T>): Promise<T> {
  return withFolder(async (dataDir) => {
    const { stop, appUrl, ownerUrl, superuserUrl } = await startDatabase(dataDir);
    return whileOpen(stop, async () => {
      await migrate(ownerUrl);
      await seed(ownerUrl, 'demo');
      const named = (name: string): Database => ({ appUrl: withDatabase(appUrl, name), superuserUrl: withDatabase(superuserUrl, name) });
      return work({
        template: named(new URL(appUrl).pathname.slice(1)),
        async copy(of, name) {
          const source = new URL(of.superuserUrl).pathname.slice(1);
          await runSql(superuserUrl, `create database ${name} template ${source} strategy file_copy`);
          return named(name);
        },
      });
    });
  });
}
