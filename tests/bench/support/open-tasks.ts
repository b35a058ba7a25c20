import { runSql, withSql } from './sql.ts';

const DEPARTMENTS = [
  'approval',
  'civil',
  'eco',
  'edu',
  'emergency',
  'finance',
  'health',
  'housing',
  'hrss',
  'meteo',
  'natres',
  'ndrc',
  'police',
  'samr',
  'tax',
  'transport',
  'zfw',
  'county-540102',
];
const BUREAU = ['bdb:bureau_share_officer', 'bdb:bureau_leader', 'bdb:platform_operator'];
const REVIEW = ['civil:dept_confidentiality_reviewer', 'housing:dept_confidentiality_reviewer', 'secrecy:city_confidentiality_reviewer'];

/** The sixty groups to which the tasks are offered; those that the walk of a case needs are among them. */
export const GROUPS: readonly string[] = [
  ...DEPARTMENTS.flatMap((department) => ['dept_applicant', 'data_steward', 'dept_leader'].map((role) => `${department}:${role}`)),
  ...BUREAU,
  ...REVIEW,
];

/** Whoever reads the inbox here holds every sixth group. */
export const READER = 'bench-reader';
const READERS_GROUPS = GROUPS.filter((_, index) => index % 6 === 1);

/** A person with a demo account's password, appointed to these groups from long ago. */
export async function addPerson(superuserUrl: string, username: string, groups: readonly string[]): Promise<void> {
  await withSql(superuserUrl, async (client) => {
    await client.query(
      `
      insert into account (id, username, display_name, organisation_id, password_hash, demo, active)
      select $1, $1, $1, split_part($2, ':', 1), password_hash, true, true from account where username = 'bdb-ops'`,
      [username, groups[0]],
    );
    await client.query(
      `
      insert into appointment (account_id, organisation_id, role, valid_from)
      select $1, split_part(g, ':', 1), split_part(g, ':', 2), '2020-01-01' from unnest($2::text[]) g`,
      [username, groups],
    );
  });
}

export function addReader(superuserUrl: string): Promise<void> {
  return addPerson(superuserUrl, READER, READERS_GROUPS);
}

/**
 * Writes open tasks number `from` to `to`, each of a case of its own, straight into the tables: the sixty groups in
 * turn, every tenth offered to a second group, every fiftieth barred for the reader, due between 10 days ago and 80
 * days ahead by a fixed shuffle. The engine knows nothing of them, and nothing compares what was never started.
 */
export async function addOpenTasks(superuserUrl: string, from: number, to: number): Promise<void> {
  await runSql(
    superuserUrl,
    // Foreign keys of a million rows are sound by construction and would take a minute to check.
    'set session_replication_role = replica',
    'set synchronous_commit = off',
    "set maintenance_work_mem = '256MB'",
    `create temporary table seeded as
     select i, md5('case' || i)::uuid as case_id, md5('task' || i)::uuid as task_id, groups[1 + i % 60] as first_group,
       case when i % 10 = 0 then groups[1 + (i / 10 * 7 + 3) % 60] end as second_group,
       case when i % 50 = 1 then array['${READER}'] else '{}'::text[] end as barred,
       date_trunc('day', now()) - interval '10 days' + (hashint4(i)::bigint + 2147483648) % (90 * 86400) * interval '1 second' as due_at,
       date_trunc('day', now()) - interval '30 days' + i * interval '2 seconds' as created_at
     from generate_series(${from}, ${to}) i, (select '{${GROUPS.join(',')}}'::text[] as groups) g`,
    `insert into case_file (id, number, process_key, release, state, title, applicant_id, provider_id, filed_by, entry_id, facts, parties, filed_at, event_seq, event_hash, search)
     select s.case_id, '共享申请 2026-' || lpad(s.i::text, 8, '0'), r.process_key, r.number, 'submitted', e.name, 'housing', e.provider_id, 'housing-applicant', e.id,
       '{"level": 2}', array['housing:dept_applicant', 'housing:data_steward', s.first_group], s.created_at, 2, repeat('0', 64), e.search
     from seeded s
       join (select row_number() over (order by id) - 1 as k, count(*) over () as of, * from catalogue_entry where state = 'published') e on e.k = s.i % e.of
       cross join (select process_key, number from process_release order by process_key, number limit 1) r`,
    `insert into task (id, case_id, process_key, element, round, job_key, state, name, candidates, asked, barred, form_key, form_version, limit_key, due_at, created_at)
     select s.task_id, s.case_id, 'conditional-share', 'provider_decision', 1, 'seeded-' || s.i, 'open', '数据专员审核答复',
       a.asked, a.asked, s.barred, f.key, f.version, 'share.conditional.reply', s.due_at, s.created_at
     from seeded s cross join lateral (select array_remove(array[s.first_group, nullif(s.second_group, s.first_group)], null) as asked) a
       cross join (select key, version from form_version where key = 'provider_decision' limit 1) f`,
    `insert into task_candidate (group_id, task_id, process_key, due_at, created_at, barred)
     select g, s.task_id, 'conditional-share', s.due_at, s.created_at, s.barred
     from seeded s cross join lateral (select distinct g from unnest(array[s.first_group, s.second_group]) g where g is not null) c`,
    'drop table seeded',
    'vacuum analyze case_file',
    'vacuum analyze task',
    'vacuum analyze task_candidate',
    'checkpoint',
  );
}
