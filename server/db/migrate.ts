import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { startMigration } from './migrations/m0001-start.ts';
import { M0010Processes } from './migrations/m0010-processes.ts';
import { confidentialityMigration } from './migrations/m0011-confidentiality.ts';
import { openingMigration } from './migrations/m0013-opening.ts';

/**
 * Brings the schema up to date as the owner (`DATABASE_ADMIN_URL`); grants the application's role its rights.
 * Returns the names of the migrations that ran. Safe to call at each start.
 */
export async function migrate(adminUrl: string, applicationRole = 'gongkai_app'): Promise<string[]> {
  const orm = await MikroORM.init({
    entities: [],
    clientUrl: adminUrl,
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      snapshot: false,
      migrationsList: [
        { name: 'm0001-start', class: startMigration(applicationRole) },
        { name: 'm0010-processes', class: M0010Processes },
        { name: 'm0011-confidentiality', class: confidentialityMigration(applicationRole) },
        { name: 'm0013-opening', class: openingMigration(applicationRole) },
      ],
    },
  });
  try {
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close();
  }
}
