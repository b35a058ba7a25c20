import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { startMigration } from './migrations/m0001-start.ts';
import { taskOperationsMigration } from './migrations/m0002-task-operations.ts';
import { notificationsMigration } from './migrations/m0003-notifications.ts';
import { documentsMigration } from './migrations/m0004-documents.ts';
import { peopleMigration } from './migrations/m0005-people.ts';
import { M0006Search } from './migrations/m0006-search.ts';
import { M0010Processes } from './migrations/m0010-processes.ts';
import { confidentialityMigration } from './migrations/m0011-confidentiality.ts';
import { catalogueMigration } from './migrations/m0012-catalogue.ts';
import { openingMigration } from './migrations/m0013-opening.ts';
import { aroundSharesMigration } from './migrations/m0014-around-shares.ts';
import { basketMigration } from './migrations/m0015-basket.ts';
import { catalogueImportMigration } from './migrations/m0016-catalogue-import.ts';
import { M0017BegunTasks } from './migrations/m0017-begun-tasks.ts';
import { grantsMigration } from './migrations/m0018-grants.ts';
import { M0019OpeningReviews } from './migrations/m0019-opening-reviews.ts';
import { quarantineMigration } from './migrations/m0021-quarantine.ts';

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
      silent: true,
      migrationsList: [
        { name: 'm0001-start', class: startMigration(applicationRole) },
        { name: 'm0002-task-operations', class: taskOperationsMigration(applicationRole) },
        { name: 'm0003-notifications', class: notificationsMigration(applicationRole) },
        { name: 'm0004-documents', class: documentsMigration(applicationRole) },
        { name: 'm0005-people', class: peopleMigration(applicationRole) },
        { name: 'm0006-search', class: M0006Search },
        { name: 'm0010-processes', class: M0010Processes },
        { name: 'm0011-confidentiality', class: confidentialityMigration(applicationRole) },
        { name: 'm0012-catalogue', class: catalogueMigration(applicationRole) },
        { name: 'm0013-opening', class: openingMigration(applicationRole) },
        { name: 'm0014-around-shares', class: aroundSharesMigration(applicationRole) },
        { name: 'm0015-basket', class: basketMigration(applicationRole) },
        { name: 'm0016-catalogue-import', class: catalogueImportMigration(applicationRole) },
        { name: 'm0017-begun-tasks', class: M0017BegunTasks },
        { name: 'm0018-grants', class: grantsMigration(applicationRole) },
        { name: 'm0019-opening-reviews', class: M0019OpeningReviews },
        { name: 'm0021-quarantine', class: quarantineMigration(applicationRole) },
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
