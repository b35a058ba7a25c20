import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hashPassword } from '#server/auth/password.ts';
import { seedCalendar, seedDeadlines, seedLegalBases } from './standing-data.ts';
import { seedCatalogue, seedVersions } from './demo-catalogue.ts';
import { seedStanding } from './demo-standing.ts';
import { seedOrganisations } from './demo-organisations.ts';
import { importShippedRelease } from './shipped-release.ts';
import { rows } from '#server/db/orm.ts';

const DEMO_PASSWORD = 'gongkai-demo';

/**
 * Standing data (calendar, time limits, release 1 of each process) and, in demo mode, the demo organisations,
 * people and catalogue. As the owner of the schema; what is there already is left as it is, so each start may call it.
 */
export async function seed(adminUrl: string, mode: 'demo' | 'production'): Promise<void> {
  const orm = await MikroORM.init({ entities: [], clientUrl: adminUrl, discovery: { warnWhenNoEntities: false } });
  try {
    await orm.em.fork().transactional(async (em) => {
      await seedCalendar(em);
      await seedDeadlines(em);
      await seedLegalBases(em);
      await importShippedRelease(em);
      if (mode === 'demo' && !(await hasDemoData(em))) {
        await seedOrganisations(em, await hashPassword(DEMO_PASSWORD));
        await seedCatalogue(em);
        await seedStanding(em);
      }
      if (mode === 'demo') await seedVersions(em);
    });
  } finally {
    await orm.close();
  }
}

async function hasDemoData(em: EntityManager): Promise<boolean> {
  const [row] = await rows<object>(em, 'select 1 from account where demo limit 1');
  return row !== undefined;
}
