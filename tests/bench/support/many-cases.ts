import pg from 'pg';
import { currentActor, openSession } from '#server/auth/session.ts';
import { openChanges } from '#server/db/changes.ts';
import { openOrm } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import { searchVector } from '#server/db/search.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { caseNumber } from '#server/domain/cases.ts';
import { fileToProvider } from '../../support/cases.ts';
import type { Database } from './database.ts';
import { runSql, withSql } from './sql.ts';

const APPLICANTS = ['civil', 'edu', 'health', 'housing', 'hrss', 'natres', 'police', 'samr', 'tax', 'transport'];
const MODEL = { applicant: 'housing', provider: 'police', entry: 'cat-018' };
/** The cases were filed over so long. */
const SPAN_MS = 3 * 365 * 86_400_000;
const CHUNK = 5_000;
/** Above the numbers that the product itself gives here. */
const FIRST_NUMBER = 100_001;

/** The product's own commands in this process, by a clock that may be moved. */
export async function withDesk<T>({ appUrl }: Database, work: (db: Db) => Promise<T>, now: () => Date = () => new Date()): Promise<T> {
  const orm = await openOrm(appUrl);
  try {
    return await work({ orm, now, changes: openChanges(), reference: await loadReference(orm.em.fork()) });
  } finally {
    await orm.close();
  }
}

/** One case that went through the product to its provider's desk; resolves with its id. */
export function addModelCase(database: Database): Promise<string> {
  const terms = { idleMs: 3_600_000, absoluteMs: 3_600_000, demoAllowed: true };
  return withDesk(database, (db) =>
    withSql(database.superuserUrl, async (client) => {
      const walk = await fileToProvider(
        {
          db,
          async person(account) {
            const { token } = await transact(db, (tx) => openSession(tx, account, 'api', terms));
            const actor = await currentActor(db, token, terms);
            if (actor === null) throw new Error(`${account} cannot sign in`);
            return actor;
          },
          sql: async <Row extends object>(text: string, values?: unknown[]) =>
            (await client.query<Row & pg.QueryResultRow>(text, values)).rows,
        },
        { entry: MODEL.entry, levels: [2] },
      );
      return walk.id;
    }),
  );
}

/** The id that copy number `s.i` has in place of one of the model's, with the marks of a random one. */
function copied(id: string): string {
  return `overlay(overlay(md5(${id} || ':' || s.i) placing '4' from 13) placing '8' from 17)::uuid`;
}

function moved(text: string): string {
  return `replace(replace(${text}, '${MODEL.provider}:', e.provider_id || ':'), '${MODEL.applicant}:', s.applicant || ':')`;
}

function movedGroups(column: string): string {
  return `to_jsonb(${moved(`${column}::text`)}::text[])`;
}

const EVENT_IDS = ['taskId', 'decisionId', 'contentId', 'clockId'].map((key) => `'${key}', ${copied(`(m.data->>'${key}')`)}`).join(', ');

/** What differs from the model in a copy's rows, by table. */
const COPIES: Readonly<Record<string, string>> = {
  case_file: `'id', ${copied('m.id')}, 'number', s.number, 'title', e.name, 'applicant_id', s.applicant, 'provider_id', e.provider_id,
    'filed_by', s.filer, 'entry_id', e.id, 'facts', m.facts || jsonb_build_object('applicant', s.applicant, 'provider', e.provider_id),
    'parties', ${movedGroups('m.parties')}, 'filed_at', s.filed_at, 'search', s.search`,
  case_content: `'id', ${copied('m.id')}, 'case_id', ${copied('m.case_id')}`,
  task: `'id', ${copied('m.id')}, 'case_id', ${copied('m.case_id')}, 'job_key', m.job_key || '-' || s.i, 'candidates', ${movedGroups('m.candidates')},
    'asked', ${movedGroups('m.asked')}`,
  decision: `'id', ${copied('m.id')}, 'case_id', ${copied('m.case_id')}, 'task_id', ${copied('m.task_id')}, 'content_id', ${copied('m.content_id')}`,
  clock: `'id', ${copied('m.id')}, 'case_id', ${copied('m.case_id')}`,
  event: `'case_id', ${copied('m.case_id')}, 'data', m.data || jsonb_strip_nulls(jsonb_build_object(${EVENT_IDS}))`,
  task_visit: `'case_id', ${copied('m.case_id')}, 'job_key', m.job_key || '-' || s.i`,
};

/**
 * Copies the model by SQL, all its rows under ids of their own: number and time of filing go on, applicant, entry and
 * provider go round. Resolves with ids of some of them, from the oldest to the newest.
 */
export function addCases({ superuserUrl }: Database, model: string, count: number): Promise<string[]> {
  return withSql(superuserUrl, async (client) => {
    // Foreign keys of a million rows are sound by construction and would take a minute to check.
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '64MB'`);
    await client.query(
      'create temporary table seeded (i int, number text, entry text, applicant text, filer text, filed_at timestamptz, search tsvector)',
    );
    const heads = await headsFor(client, count);
    for (let from = 0; from < count; from += CHUNK)
      await client.query('insert into seeded select * from jsonb_populate_recordset(null::seeded, $1)', [
        JSON.stringify(heads.slice(from, from + CHUNK)),
      ]);
    for (const [table, values] of Object.entries(COPIES))
      await client.query(
        `insert into ${table} select r.* from ${table} m cross join seeded s join catalogue_entry e on e.id = s.entry
         cross join lateral jsonb_populate_record(m, jsonb_build_object(${values})) r where ${table === 'case_file' ? 'm.id' : 'm.case_id'} = $1`,
        [model],
      );
    await client.query(
      `insert into task_candidate (group_id, task_id, process_key, due_at, created_at, barred)
       select g, t.id, t.process_key, t.due_at, t.created_at, t.barred from task t cross join unnest(t.asked) g
       where t.state = 'open' and t.case_id <> $1`,
      [model],
    );
    const { rows } = await client.query<{ id: string }>(
      `select ${copied('$1::text')} as id from seeded s where s.i % $2 = 0 order by s.i`,
      [model, Math.max(1, Math.floor(count / 500))],
    );
    return rows.map(({ id }) => id);
  });
}

/** As after a night: the statistics are known, and nothing waits to be written. */
export function settle({ superuserUrl }: Database): Promise<void> {
  return runSql(superuserUrl, ...[...Object.keys(COPIES), 'task_candidate'].map((table) => `vacuum analyze ${table}`), 'checkpoint');
}

async function headsFor(client: pg.Client, count: number): Promise<object[]> {
  const { rows: entries } = await client.query<{ id: string; name: string; provider: string }>(
    `select e.id, e.name, o.short_name as provider from catalogue_entry e join organisation o on o.id = e.provider_id
     where e.state = 'published' order by e.id`,
  );
  const { rows: filers } = await client.query<{ organisation: string; department: string; id: string; name: string }>(
    `select o.id as organisation, o.name as department, a.id, a.display_name as name from organisation o
     join account a on a.username = o.id || '-applicant' where o.id = any ($1) order by o.id`,
    [APPLICANTS],
  );
  const began = Date.now() - SPAN_MS;
  return Array.from({ length: count }, (_, i) => {
    const entry = entries[i % entries.length];
    const filer = filers[Math.floor(i / 7) % filers.length];
    if (!entry || !filer) throw new Error('the demo has no entries or nobody who files');
    const filedAt = new Date(began + Math.floor((SPAN_MS * (i + 1)) / (count + 1)));
    const number = caseNumber('共享申请', filedAt.getFullYear(), FIRST_NUMBER + i);
    const search = searchVector(number, entry.name, filer.department, entry.provider, filer.name);
    return { i, number, entry: entry.id, applicant: filer.organisation, filer: filer.id, filed_at: filedAt, search };
  });
}
