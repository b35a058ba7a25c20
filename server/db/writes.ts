import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from './orm.ts';

type Values = Readonly<Record<string, unknown>>;
type Statement = { readonly sql: string; readonly params: readonly unknown[] };

/**
 * What a transaction writes and nobody in it reads back: sent as one statement just before the commit, since each round
 * trip costs more than the write. PostgreSQL keeps no order among its parts and checks references at its end: no row may
 * be written by two of them, and none may need another to be gone first.
 */
export type Writes = {
  /** Rows of one table keep their order. */
  insert(table: string, row: Values): void;
  run(sql: string, params: readonly unknown[]): void;
  /** Sends them, and with them what the entities of `em` changed; `em` knows nothing any more afterwards. */
  send(em: EntityManager): Promise<void>;
};

export function openWrites(): Writes {
  const inserts = new Map<string, Values[]>();
  const changes: Statement[] = [];

  function insert(table: string, row: Values): void {
    const place = `${table} (${Object.keys(row).join(', ')})`;
    const known = inserts.get(place);
    if (known) known.push(row);
    else inserts.set(place, [row]);
  }

  function takeChangesOf(em: EntityManager): void {
    const work = em.getUnitOfWork();
    work.computeChangeSets();
    for (const { meta, type, payload, entity } of work.getChangeSets()) {
      const row = Object.fromEntries(Object.entries(payload).map(([property, value]) => [columnOf(meta.properties, property), value]));
      if (type === 'create') insert(meta.tableName, row);
      else if (type === 'update') changes.push(updateOf(meta.tableName, row, Reflect.get(entity, 'id')));
      else throw new Error(`a ${type} of ${meta.tableName} is no write of ours`);
    }
    em.clear();
  }

  return {
    insert,
    run: (sql, params) => changes.push({ sql, params }),
    async send(em) {
      takeChangesOf(em);
      const statements = [...[...inserts].map(insertOf), ...changes.splice(0)];
      inserts.clear();
      await sendAsOne(em, statements);
    },
  };
}

async function sendAsOne(em: EntityManager, statements: readonly Statement[]): Promise<void> {
  const last = statements.at(-1);
  if (!last) return;
  const before = statements.slice(0, -1).map(({ sql }, index) => `w${index} as (${sql})`);
  const sql = before.length === 0 ? last.sql : `with ${before.join(', ')} ${last.sql}`;
  await run(
    em,
    sql,
    statements.flatMap(({ params }) => params),
  );
}

function insertOf([place, rows]: [string, readonly Values[]]): Statement {
  const tuple = (row: Values): string =>
    `(${Object.keys(row)
      .map(() => '?')
      .join(', ')})`;
  return { sql: `insert into ${place} values ${rows.map(tuple).join(', ')}`, params: rows.flatMap((row) => Object.values(row)) };
}

function updateOf(table: string, row: Values, id: unknown): Statement {
  const columns = Object.keys(row).map((column) => `${column} = ?`);
  return { sql: `update ${table} set ${columns.join(', ')} where id = ?`, params: [...Object.values(row), id] };
}

function columnOf(properties: Readonly<Record<string, { readonly fieldNames: readonly string[] }>>, property: string): string {
  const [column] = properties[property]?.fieldNames ?? [];
  if (column === undefined) throw new Error(`no column for ${property}`);
  return column;
}
