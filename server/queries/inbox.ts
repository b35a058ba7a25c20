import { rows } from '#server/db/orm.ts';
import { searchQuery } from '#server/db/search.ts';
import type { Db } from '#server/db/transact.ts';
import { addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { askedAs } from '#server/domain/deputies.ts';
import { copyReason } from '#server/domain/copies.ts';
import { clockOfDueDate } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';
import { readerScope } from './reader-scope.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';

export type InboxBox = 'todo' | 'done' | 'copied' | 'filed';
export type InboxSort = 'due' | 'newest';
export type InboxFilter = {
  readonly box: InboxBox;
  readonly process?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort?: InboxSort | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type InboxItem = {
  /** The task; in the boxes of cases (copied, filed) the case itself. */
  readonly id: string;
  readonly name: string;
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly state: string };
  readonly process: string;
  readonly element: string | null;
  readonly candidates: readonly string[];
  readonly applicantName: string;
  readonly providerName: string;
  readonly state: string;
  readonly outcome: string | null;
  /** In the copied box: the code of why it was copied (抄送). */
  readonly copyReason: string | null;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly clock: ClockView;
  readonly createdAt: string;
};

const PAGE = 25;

/** One page of a box, the most urgent (or newest) first. Cost does not grow with the number of open tasks. */
export async function inbox(db: Db, actor: Actor, filter: InboxFilter): Promise<Page<InboxItem>> {
  switch (filter.box) {
    case 'todo':
      return todo(db, actor, filter);
    case 'done':
      return done(db, actor, filter);
    case 'copied':
      return copied(db, actor, filter);
    case 'filed':
      return filed(db, actor, filter);
    default:
      return filter.box satisfies never;
  }
}

type ItemRow = Omit<InboxItem, 'case' | 'copyReason' | 'dueAt' | 'createdAt' | 'overdue' | 'clock'> & {
  reason?: string;
  limitKey: string;
  caseId: string;
  number: string;
  title: string;
  caseState: string;
  dueAt: Date | null;
  createdAt: Date;
  at: Date;
};

const ITEM = `
  t.id, t.name, f.id as "caseId", f.number, f.title, f.state as "caseState", f.process_key as process, t.element, t.candidates,
  a.short_name as "applicantName", p.short_name as "providerName", t.state, t.outcome, t.limit_key as "limitKey", t.due_at as "dueAt", t.created_at as "createdAt"`;
const NAMES = `
  join organisation a on a.id = f.applicant_id
  join organisation p on p.id = f.provider_id`;

/**
 * The first rows of each of the actor's groups by lateral join, merged: the index on (group, due date) answers a page
 * at a million open tasks as fast as at a thousand. A task offered to two of the actor's groups is shown once; one for which
 * a deputy's principal is barred is none of the deputy's.
 */
async function todo(db: Db, actor: Actor, filter: InboxFilter): Promise<Page<InboxItem>> {
  const newest = filter.sort === 'newest';
  const key = newest ? 'created_at' : 'due_at';
  const order = newest ? `c.created_at desc, c.task_id` : `c.due_at, c.task_id`;
  const limit = filter.limit ?? PAGE;
  const after = parseCursor(filter.cursor);
  const words = filter.q === undefined ? null : searchQuery(filter.q);
  const { addressees, principals } = askedAs(actor);
  const conditions = ['c.group_id = h.addressee', 'not (? = any (c.barred) or h.principal = any (c.barred))'];
  const params: unknown[] = [addressees, principals, actor.accountId];
  if (after) {
    conditions.push(newest ? `(c.created_at, c.task_id) < (?::timestamptz, ?::uuid)` : `(c.due_at, c.task_id) > (?::timestamptz, ?::uuid)`);
    params.push(after.at, after.id);
  }
  if (filter.process !== undefined) {
    conditions.push('c.process_key = ?');
    params.push(filter.process);
  }
  if (filter.overdue === true) {
    conditions.push('c.due_at < ?');
    params.push(db.now());
  }
  if (words !== null) {
    conditions.push(
      `exists (select 1 from task s join case_file sf on sf.id = s.case_id where s.id = c.task_id and sf.search @@ ?::tsquery)`,
    );
    params.push(words);
  }
  const found = await rows<ItemRow>(
    db.orm.em.fork(),
    `with picked as (
       select distinct on (c.${key}, c.task_id) c.task_id, c.${key} as at
       from unnest(?::text[], ?::text[]) h (addressee, principal) cross join lateral (
         select c.task_id, c.due_at, c.created_at from task_candidate c where ${conditions.join(' and ')}
         order by ${newest ? 'c.created_at desc, c.task_id desc' : order} limit ${limit + 1}
       ) c order by c.${key} ${newest ? 'desc' : ''}, c.task_id ${newest ? 'desc' : ''} limit ${limit + 1}
     )
     select ${ITEM}, k.at from picked k
     join task t on t.id = k.task_id join case_file f on f.id = t.case_id ${NAMES}
     order by k.at ${newest ? 'desc' : ''}, t.id ${newest ? 'desc' : ''}`,
    params,
  );
  return cut(
    found,
    limit,
    (row) => ({ at: row.at, id: row.id }),
    (row) => item(db, row),
  );
}

async function done(db: Db, actor: Actor, filter: InboxFilter): Promise<Page<InboxItem>> {
  return boxOfCases(db, actor, filter, {
    select: `${ITEM}, d.decided_at as at, d.id as "keyId"`,
    from: `decision d join task t on t.id = d.task_id join case_file f on f.id = d.case_id ${NAMES}`,
    where: 'd.account_id = ?',
    params: [actor.accountId],
    key: ['d.decided_at', 'd.id'],
  });
}

const CASE_ITEM = `
  f.id, f.title as name, f.id as "caseId", f.number, f.title, f.state as "caseState", f.process_key as process, null as element,
  '{}'::text[] as candidates, a.short_name as "applicantName", p.short_name as "providerName", f.state, null as outcome, '' as "limitKey",
  (select min(c.due_at) from clock c where c.case_id = f.id and c.state = 'running') as "dueAt", f.filed_at as "createdAt"`;

async function copied(db: Db, actor: Actor, filter: InboxFilter): Promise<Page<InboxItem>> {
  return boxOfCases(db, actor, filter, {
    select: `${CASE_ITEM}, y.reason, y.created_at as at, y.id as "keyId"`,
    from: `case_copy y join case_file f on f.id = y.case_id ${NAMES}`,
    // The same notice to two of the actor's groups is one.
    where: `y.group_id = any (?) and not exists (
      select 1 from case_copy z where z.case_id = y.case_id and z.reason = y.reason and z.group_id = any (?) and z.id < y.id)`,
    params: [addresseesOf(actor), addresseesOf(actor)],
    key: ['y.created_at', 'y.id'],
  });
}

async function filed(db: Db, actor: Actor, filter: InboxFilter): Promise<Page<InboxItem>> {
  return boxOfCases(db, actor, filter, {
    select: `${CASE_ITEM}, f.filed_at as at, f.id as "keyId"`,
    from: `case_file f ${NAMES}`,
    where: 'f.filed_by = ?',
    params: [actor.accountId],
    key: ['f.filed_at', 'f.id'],
  });
}

type BoxQuery = { select: string; from: string; where: string; params: readonly unknown[]; key: readonly [string, string] };

/** What a person once had to do with is listed as long as they may see its case. */
async function boxOfCases(db: Db, actor: Actor, filter: InboxFilter, query: BoxQuery): Promise<Page<InboxItem>> {
  const limit = filter.limit ?? PAGE;
  const after = parseCursor(filter.cursor);
  const words = filter.q === undefined ? null : searchQuery(filter.q);
  const [at, id] = query.key;
  const visible = readerScope(actor, 'Case');
  const conditions = [query.where, visible.sql];
  const params = [...query.params, ...visible.params];
  if (after) {
    conditions.push(`(${at}, ${id}) < (?::timestamptz, ?::uuid)`);
    params.push(after.at, after.id);
  }
  if (filter.process !== undefined) {
    conditions.push('f.process_key = ?');
    params.push(filter.process);
  }
  if (words !== null) {
    conditions.push('f.search @@ ?::tsquery');
    params.push(words);
  }
  const found = await rows<ItemRow & { keyId: string }>(
    db.orm.em.fork(),
    `select ${query.select} from ${query.from} where ${conditions.join(' and ')} order by ${at} desc, ${id} desc limit ${limit + 1}`,
    params,
  );
  return cut(
    found,
    limit,
    (row) => ({ at: row.at, id: row.keyId }),
    (row) => item(db, row),
  );
}

function item(db: Db, row: ItemRow): InboxItem {
  const open = row.state === 'open' || row.state === 'submitted';
  return {
    id: row.id,
    name: row.name,
    case: { id: row.caseId, number: row.number, title: row.title, state: row.caseState },
    process: row.process,
    element: row.element,
    candidates: row.candidates,
    applicantName: row.applicantName,
    providerName: row.providerName,
    state: row.state,
    outcome: row.outcome,
    copyReason: row.reason === undefined ? null : copyReason(row.reason),
    dueAt: row.dueAt?.toISOString() ?? null,
    overdue: open && row.dueAt !== null && row.dueAt < db.now(),
    createdAt: row.createdAt.toISOString(),
    clock: clockOfDueDate(db, row.limitKey, open ? row.dueAt : null),
  };
}
