import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from './entities/account.ts';
import { Appointment } from './entities/appointment.ts';
import { Attachment } from './entities/attachment.ts';
import { CaseContent } from './entities/case-content.ts';
import { CaseFile } from './entities/case-file.ts';
import { CatalogueEntry } from './entities/catalogue-entry.ts';
import { CaseClock } from './entities/clock.ts';
import { Decision } from './entities/decision.ts';
import { Draft } from './entities/draft.ts';
import { InformationItem } from './entities/information-item.ts';
import { Organisation } from './entities/organisation.ts';
import { Session } from './entities/session.ts';
import { ShareGrant } from './entities/share-grant.ts';
import { Task } from './entities/task.ts';

export const entities = [
  Account, Appointment, Attachment, CaseClock, CaseContent, CaseFile, CatalogueEntry, Decision, Draft,
  InformationItem, Organisation, Session, ShareGrant, Task,
];

/** Connects as the application's role. Throws when the database cannot be reached. */
export function openOrm(databaseUrl: string, poolSize = 16): Promise<MikroORM> {
  return MikroORM.init({
    entities,
    clientUrl: databaseUrl,
    pool: { min: 1, max: poolSize },
    discovery: { warnWhenNoEntities: false },
  });
}

/** Rows of a query written in SQL: `?` marks a parameter. The caller names the shape that its SQL selects. */
export async function rows<Row extends object>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  const found: unknown = await em.execute(sql, [...params], 'all');
  return found as Row[];
}
