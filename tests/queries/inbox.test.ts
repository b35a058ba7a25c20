import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/domain/actor.ts';
import { askedAs } from '#server/domain/deputies.ts';
import { inbox } from '#server/queries/inbox.ts';
import type { InboxFilter } from '#server/queries/inbox.ts';
import { parseCursor } from '#server/queries/cursor.ts';
import { openOrm, rows } from '#server/db/orm.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { inboxCounts } from '#server/queries/inbox-counts.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  caseId = (await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'edu-applicant' })).id;
});
afterAll(async () => {
  await office.close();
});

let made = 0;
/** Tasks by the thousand, which only the tables know: `minutes` after the morning is when each is due. */
async function offer(groups: readonly string[], minutes: readonly number[], barred: readonly string[] = []): Promise<void> {
  made += 1;
  await office.sql(
    `
    with made as (
      insert into task (id, case_id, process_key, element, round, job_key, state, name, candidates, asked, barred, form_key, form_version, limit_key, due_at, created_at)
      select gen_random_uuid(), $1, 'conditional-share', 'made_${made}', n, 'made', 'open', '待办', $2, $2, $4, 'formal_check', 1, 'share.bureau.formal_check',
        $5::timestamptz + make_interval(mins => minute), $5::timestamptz + make_interval(secs => n)
      from unnest($3::int[]) with ordinality as m(minute, n) returning id, process_key, candidates, barred, due_at, created_at)
    insert into task_candidate (group_id, task_id, process_key, due_at, created_at, barred)
    select g, id, process_key, due_at, created_at, barred from made, unnest(candidates) g`,
    [caseId, [...groups], [...minutes], [...barred], beijing(MORNING)],
  );
}

async function pages(
  actor: Actor,
  filter: Partial<InboxFilter>,
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page += 1) {
    const found = await inbox(office.db, actor, { box: 'todo', limit: 7, ...filter, cursor });
    seen.push(...found.items.map(({ id }) => id));
    if (found.next === null) return seen;
    cursor = found.next;
    await between(page);
  }
  throw new Error('no last page');
}

const minutes = (n: number) => Array.from({ length: n }, (_, i) => (i * 37) % n);

describe('to do', () => {
  test('is ordered by due date, or the newest first', async () => {
    const actor = await office.hire('order', 'urban', ['dept_leader']);
    await offer(['urban:dept_leader'], minutes(30));
    const due = (await inbox(office.db, actor, { box: 'todo', limit: 100 })).items;
    expect(due.map(({ dueAt }) => dueAt)).toEqual(due.map(({ dueAt }) => dueAt).toSorted());
    const newest = (await inbox(office.db, actor, { box: 'todo', sort: 'newest', limit: 100 })).items;
    expect(newest.map(({ createdAt }) => createdAt)).toEqual(
      newest
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .toReversed(),
    );
    expect(due).toHaveLength(30);
  });

  test.each(['due', 'newest'] as const)(
    'by %s pages have neither gaps nor doubles, while tasks arrive and with equal dates',
    async (sort) => {
      const actor = await office.hire(`pages-${sort}`, 'sci', ['dept_leader', 'data_steward']);
      await office.sql(`delete from task_candidate where group_id like 'sci:%'`);
      await offer(['sci:dept_leader'], minutes(20));
      await offer(
        ['sci:data_steward', 'sci:dept_leader'],
        Array.from({ length: 20 }, () => 5),
      );
      const before = await pages(actor, { sort });
      expect(new Set(before).size).toBe(40);
      expect(before).toHaveLength(40);
      const during = await pages(actor, { sort }, () => offer(['sci:dept_leader'], [0, 5, 500]));
      expect(during.filter((id) => before.includes(id))).toEqual(before);
      expect(new Set(during).size).toBe(during.length);
    },
  );

  test('shows a task that is offered to two of my groups once, and counts it once', async () => {
    const actor = await office.hire('twice', 'stats', ['dept_leader', 'data_steward']);
    await offer(['stats:dept_leader', 'stats:data_steward'], minutes(60));
    await offer(
      ['stats:data_steward'],
      Array.from({ length: 20 }, () => 10_000),
    );
    expect(new Set(await pages(actor, { limit: 25 })).size).toBe(80);
    expect(await inboxCounts(office.db, actor)).toMatchObject({ todo: 80 });
  });

  test('does not show what I am barred from, nor what others are asked', async () => {
    const actor = await office.hire('barred', 'meteo', ['dept_leader']);
    await offer(['meteo:dept_leader'], [1, 2], ['barred']);
    await offer(['meteo:dept_leader'], [3]);
    await offer(['meteo:data_steward'], [4]);
    expect((await inbox(office.db, actor, { box: 'todo' })).items).toHaveLength(1);
    expect(await inboxCounts(office.db, actor)).toMatchObject({ todo: 1 });
  });

  test('can be cut to what is overdue, to a process, and to words of two characters', async () => {
    const actor = await office.hire('filter', 'tourism', ['dept_leader']);
    await offer(['tourism:dept_leader'], [-60, -1, 0, 60]);
    const found = async (filter: Partial<InboxFilter>) => (await inbox(office.db, actor, { box: 'todo', ...filter })).items.length;
    expect(await found({ overdue: true })).toBe(2);
    expect(await inboxCounts(office.db, actor)).toMatchObject({ todo: 4, overdue: 2 });
    expect([await found({ process: 'conditional-share' }), await found({ process: 'other' })]).toEqual([4, 0]);
    expect([await found({ q: '居住' }), await found({ q: '住证持' }), await found({ q: '养老' })]).toEqual([4, 4, 0]);
  });

  test('counts stop at a hundred', async () => {
    const actor = await office.hire('capped', 'eit', ['dept_leader', 'data_steward']);
    await offer(['eit:dept_leader'], minutes(90));
    await offer(['eit:data_steward'], minutes(90));
    expect(await inboxCounts(office.db, actor)).toMatchObject({ todo: 100 });
  });

  test('a cursor that is none, or of somewhere else, begins anew', async () => {
    const actor = await office.person('order');
    for (const cursor of ['nonsense', Buffer.from('2026|x').toString('base64url'), Buffer.from('now|now|now').toString('base64url')]) {
      expect((await inbox(office.db, actor, { box: 'todo', cursor })).items).toHaveLength(25);
    }
  });

  test('comes from the index on group and due date, page by page, whatever else lies in the inbox', async () => {
    await offer(['medins:dept_leader'], minutes(3000));
    await offer(['commerce:dept_leader'], minutes(3000));
    await office.sql('analyze task_candidate');
    await office.sql('analyze task');
    const actor = await office.hire('fast', 'medins', ['dept_leader']);
    // One connection of its own: what PostgreSQL keeps prepared there is what these two pages asked.
    const orm = await openOrm(office.appUrl, 1);
    const db = { ...office.db, orm };
    const first = await inbox(db, actor, { box: 'todo' });
    await inbox(db, actor, { box: 'todo', cursor: first.next ?? '' });
    const { at, id } = parseCursor(first.next ?? '') ?? {};
    const statements = await rows<{ statement: string; parameters: number }>(
      orm.em.fork(),
      `select statement, cardinality(parameter_types) as parameters from pg_prepared_statements where statement like ? order by 2`,
      ['with picked as%'],
    );
    await orm.close();
    expect(statements.map(({ parameters }) => parameters)).toEqual([3, 5]);
    const { addressees, principals } = askedAs(actor);
    for (const { statement, parameters } of statements) {
      const values = [addressees, principals, actor.accountId, at, id].slice(0, parameters);
      const run = scanOf(await office.sql(`explain (analyze, format json) ${statement}`, values));
      expect(Number(run?.['Actual Rows']) + Number(run?.['Rows Removed by Filter'] ?? 0)).toBeLessThanOrEqual(26);
      // What PostgreSQL keeps for every reader must be as good as what it makes for one.
      for (const scan of [run, scanOf(await office.sql(`explain (generic_plan, format json) ${statement}`))])
        expect(scan).toMatchObject({ 'Index Name': 'task_candidate_due', 'Node Type': expect.stringContaining('Index') });
    }
  });
});

function scanOf([plan]: readonly object[]): PlanNode | undefined {
  return nodesOf(plan).find((node) => node['Relation Name'] === 'task_candidate');
}

type PlanNode = { readonly [name: string]: unknown };

function nodesOf(plan: unknown): PlanNode[] {
  if (Array.isArray(plan)) return plan.flatMap(nodesOf);
  if (typeof plan !== 'object' || plan === null) return [];
  return [{ ...plan }, ...Object.values(plan).flatMap(nodesOf)];
}

describe('the other boxes', () => {
  test('hold what I did, what I was told of, and what I filed, each until it is read page by page', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const box = async (by: string, name: InboxFilter['box']) =>
      (await inbox(office.db, await office.person(by), { box: name, limit: 100 })).items.filter((item) => item.case.id === walk.id);
    expect(await box('housing-steward', 'done')).toMatchObject([{ element: 'internal_consent', outcome: 'agree', state: 'decided' }]);
    expect(await box('housing-applicant', 'filed')).toMatchObject([{ state: 'submitted', name: '居住证持有人信息' }]);
    await walk.decide('provider_decision', 'refuse');
    expect(await box('housing-steward', 'copied')).toMatchObject([{ case: { state: 'refused' } }]);
    expect(await box('bdb-exchange', 'copied')).toHaveLength(1);
    expect(await box('civil-steward', 'copied')).toEqual([]);
  });

  test('show the provider what was granted of its data without asking it, and let it open the case', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-002', by: 'health-applicant' });
    const [file] = await office.sql<{ provider: string }>('select provider_id as provider from case_file where id = $1', [walk.id]);
    const provider = await office.hire('told-provider', file?.provider ?? '', ['data_steward']);
    expect((await inbox(office.db, provider, { box: 'copied', limit: 100 })).items.map((item) => item.case.id)).toContain(walk.id);
    expect(await caseDetails(office.db, provider, { caseId: walk.id })).toMatchObject({ id: walk.id, state: 'granted' });
  });

  test('show a notice to two of my groups once', async () => {
    const both = await office.hire('both-told', 'edu', ['dept_applicant', 'data_steward']);
    await office.sql(
      `insert into case_copy (id, case_id, group_id, reason, created_at) select gen_random_uuid(), $1, g, 'extension', $2 from unnest(array['edu:dept_applicant', 'edu:data_steward']) g`,
      [caseId, office.db.now()],
    );
    expect((await inbox(office.db, both, { box: 'copied' })).items.filter((item) => item.case.id === caseId)).toHaveLength(1);
    const { copied } = await inboxCounts(office.db, both);
    expect(copied).toBe((await inbox(office.db, both, { box: 'copied', limit: 100 })).items.length);
  });

  test('page without gaps or doubles', async () => {
    const filer = await office.hire('filer', 'finance', ['dept_applicant']);
    for (let i = 0; i < 5; i += 1) await fileAndFollow(office, { entry: 'cat-002', by: 'filer' });
    const seen = await pages(filer, { box: 'filed', limit: 2 });
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  test('are shut with the post that one held: what one filed and decided then is no longer for one to see', async () => {
    const leaver = await office.hire('leaver', 'transport', ['dept_applicant']);
    await fileAndFollow(office, { entry: 'cat-002', by: 'leaver' });
    const gone = { ...leaver, groups: [] };
    expect((await inbox(office.db, leaver, { box: 'filed' })).items).toHaveLength(1);
    expect((await inbox(office.db, gone, { box: 'filed' })).items).toEqual([]);
    const steward = await office.person('housing-steward');
    expect((await inbox(office.db, steward, { box: 'done' })).items.length).toBeGreaterThan(0);
    expect((await inbox(office.db, { ...steward, groups: [] }, { box: 'done' })).items).toEqual([]);
    expect(await inboxCounts(office.db, gone)).toMatchObject({ filed: 0 });
    expect(await inboxCounts(office.db, { ...steward, groups: [] })).toMatchObject({ done: 0 });
  });

  test('forget nothing when a case is withdrawn', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'tax-applicant' });
    accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
    expect((await inbox(office.db, walk.filer, { box: 'filed' })).items).toMatchObject([
      { case: { state: 'withdrawn' }, dueAt: null, overdue: false },
    ]);
  });
});

test('who has no post has an empty inbox', async () => {
  const nobody = await office.hire('nobody', 'housing', []);
  expect((await inbox(office.db, nobody, { box: 'todo' })).items).toEqual([]);
  expect(await inboxCounts(office.db, nobody)).toEqual({ todo: 0, overdue: 0, done: 0, copied: 0, filed: 0 });
});

test('open screens are told of a new task once it is committed, and of its end', async () => {
  office.told.length = 0;
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { id } = await walk.task('internal_consent');
  await walk.attempt('internal_consent', 'return', { opinion: '' });
  expect(office.told.filter((change) => change.kind === 'task.closed')).toEqual([]);
  await walk.decide('internal_consent', 'agree');
  expect(office.told.filter((change) => 'taskId' in change && change.taskId === id)).toEqual([
    { kind: 'task.created', taskId: id, caseId: walk.id, groups: ['housing:data_steward'] },
    { kind: 'task.closed', taskId: id, caseId: walk.id, groups: ['housing:data_steward'] },
  ]);
});
