import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { TypeOverrides } from 'pg';
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

const entities = [
  Account,
  Appointment,
  Attachment,
  CaseClock,
  CaseContent,
  CaseFile,
  CatalogueEntry,
  Decision,
  Draft,
  InformationItem,
  Organisation,
  Session,
  ShareGrant,
  Task,
];

/** Connects as the application's role. Throws when the database cannot be reached. */
export function openOrm(databaseUrl: string, poolSize = 8): Promise<MikroORM> {
  return MikroORM.init({
    entities,
    clientUrl: databaseUrl,
    pool: { min: 1, max: poolSize },
    discovery: { warnWhenNoEntities: false },
    driverOptions: {
      types: columnTypes(),
      connectionTimeoutMillis: 10_000,
      onPoolCreated: prepareStatements,
      options: '-c plan_cache_mode=force_generic_plan',
    },
  });
}

/** What many requests ask is written with fixed texts; beyond so many nobody gains by keeping more of them. */
const MOST_PREPARED = 500;
const prepared = new Map<string, string>();

/**
 * PostgreSQL parses and plans each text with parameters once for a connection: planning took longer than running most
 * of them. MikroORM's own statements carry their values in the text, and stay as they are.
 */
function prepareStatements(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query: unknown = client.query;
    if (typeof query !== 'function') return;
    Reflect.set(client, 'query', (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
      const named = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return named === undefined
        ? Reflect.apply(query, client, [text, values, ...rest])
        : Reflect.apply(query, client, [{ name: named, text, values }, ...rest]);
    });
  });
}

function nameOf(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= MOST_PREPARED) return known;
  const name = `s${prepared.size}`;
  prepared.set(text, name);
  return name;
}

const TIMESTAMPTZ = 1184;
const RAW = [1082, 1114, 1182, 1115, 1185, 1186, 1187];

/** Instants arrive as Date in SQL reads too; days and the like stay text, as MikroORM wants them. */
function columnTypes(): TypeOverrides {
  const overrides = new pg.TypeOverrides();
  for (const oid of RAW) overrides.setTypeParser(oid, (text: string) => text);
  overrides.setTypeParser(TIMESTAMPTZ, (text: string) => new Date(text));
  return overrides;
}

/** Rows of a query written in SQL: `?` marks a parameter. The caller names the shape that its SQL selects. */
export async function rows<Row extends object>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  // Outside a transaction the pool answers directly: most requests only read.
  if (!em.isInTransaction()) return (await (await em.getConnection().getNativeClient()).query<Row>(numbered(sql), [...params])).rows;
  const found = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(numbered(sql), [...params]));
  return found.rows;
}

/** Runs a statement written in SQL in the current transaction, if there is one; returns how many rows it changed. */
export async function run(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<number> {
  const done = await em.getKysely().executeQuery(CompiledQuery.raw(numbered(sql), [...params]));
  return Number(done.numAffectedRows ?? 0);
}

const numberedTexts = new Map<string, string>();

/** PostgreSQL counts its parameters; text in quotes never holds a question mark here. */
function numbered(sql: string): string {
  const known = numberedTexts.get(sql);
  if (known !== undefined) return known;
  let n = 0;
  const text = sql.replace(/\?/g, () => `$${(n += 1)}`);
  if (numberedTexts.size < MOST_PREPARED) numberedTexts.set(sql, text);
  return text;
}
