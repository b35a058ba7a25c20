import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';

/** One way in which engine and database contradict each other. */
export type Difference =
  /** The start was delivered, yet the engine has no instance of this run. */
  | { readonly type: 'instance_missing'; readonly caseId: string; readonly run: number }
  /** The instance was ended from outside, the case runs. */
  | { readonly type: 'instance_terminated'; readonly caseId: string; readonly run: number }
  /** The instance came to an end of the drawing that ends no case. */
  | { readonly type: 'instance_completed'; readonly caseId: string; readonly run: number }
  /** The case is over, its instance lives on. */
  | { readonly type: 'instance_alive'; readonly caseId: string; readonly instanceKey: string }
  /** The engine waits for a person, nobody was asked. */
  | { readonly type: 'task_missing'; readonly caseId: string; readonly element: string; readonly jobKey: string }
  /** Somebody is asked, the engine does not wait. */
  | { readonly type: 'job_ended'; readonly caseId: string; readonly run: number; readonly jobKey: string }
  /** Somebody is asked for a job that the engine never told us of. */
  | { readonly type: 'job_unknown'; readonly caseId: string; readonly element: string; readonly jobKey: string }
  /** It is decided or left, and was delivered; the engine still waits. */
  | { readonly type: 'decision_lost'; readonly caseId: string; readonly jobKey: string };

/** `epoch` as the record feed keys its rows; only what is older than `before` is compared: both sides must have it by then. */
export type Compare = { readonly epoch: string; readonly before: Date };

const MOST = 500;

export async function engineDifferences(db: Db, { epoch, before }: Compare): Promise<Difference[]> {
  const em = db.orm.em.fork();
  const differences: Difference[] = [];
  for (const [type, sql] of Object.entries(QUESTIONS)) {
    const found = await rows<{ caseId: string; run: number; element: string; jobKey: string; instanceKey: string }>(
      em,
      `with feed as (select ?::text as epoch, ?::timestamptz as before) ${sql} limit ${MOST}`,
      [epoch, before],
    );
    for (const row of found) differences.push(differenceOf(type, row));
  }
  return differences;
}

const NOTHING_WAITS = `not exists (select 1 from outbox w where w.case_id = c.id and w.state in ('pending', 'stuck'))`;
const NO_INCIDENT = `not exists (select 1 from incident x where x.case_id = c.id and x.state = 'open')`;
const INSTANCE = `engine_instance i on i.case_id = c.id and i.run = c.run and i.root and i.epoch = feed.epoch`;

const QUESTIONS = {
  instance_missing: `
    select c.id as "caseId", c.run from feed, case_file c
    where c.ended_at is null and ${NOTHING_WAITS}
      and exists (select 1 from outbox o where o.case_id = c.id and o.kind = 'case.start' and o.delivered_at < feed.before
        and o.result <> 'superseded' and (o.payload->'variables'->>'run')::int = c.run)
      and not exists (select 1 from engine_instance i where i.case_id = c.id and i.run = c.run and i.epoch = feed.epoch)`,
  instance_terminated: `
    select c.id as "caseId", c.run from feed cross join case_file c join ${INSTANCE}
    where c.ended_at is null and i.state = 'terminated' and ${NOTHING_WAITS}`,
  instance_completed: `
    select c.id as "caseId", c.run from feed cross join case_file c join ${INSTANCE}
    where c.ended_at is null and i.state = 'completed' and ${NOTHING_WAITS}`,
  instance_alive: `
    select c.id as "caseId", i.instance_key as "instanceKey"
    from feed cross join case_file c join engine_instance i on i.case_id = c.id and i.root and i.epoch = feed.epoch
    where c.ended_at < feed.before and i.state = 'active' and ${NOTHING_WAITS} and ${NO_INCIDENT}`,
  task_missing: `
    select c.id as "caseId", v.element, v.job_key as "jobKey"
    from feed cross join case_file c join element_visit v on v.case_id = c.id and v.run = c.run and v.epoch = feed.epoch
    where c.ended_at is null and v.state = 'active' and v.job_key is not null and v.entered_at < feed.before
      and not exists (select 1 from task_visit t where t.case_id = c.id and t.run = c.run and t.job_key = v.job_key)`,
  job_ended: `
    select c.id as "caseId", c.run, t.job_key as "jobKey"
    from feed cross join case_file c join task t on t.case_id = c.id
      join element_visit v on v.case_id = c.id and v.run = c.run and v.epoch = feed.epoch and v.job_key = t.job_key
    where t.state = 'open' and v.state <> 'active' and v.left_at < feed.before`,
  job_unknown: `
    select c.id as "caseId", t.element, t.job_key as "jobKey"
    from feed cross join case_file c join task t on t.case_id = c.id join ${INSTANCE}
    where t.state = 'open' and t.created_at < feed.before and c.ended_at is null and i.state = 'active' and ${NOTHING_WAITS}
      and exists (select 1 from outbox o where o.case_id = c.id and o.delivered_at is not null
        having max(o.delivered_at) < feed.before)
      and not exists (select 1 from element_visit v
        where v.case_id = c.id and v.run = c.run and v.epoch = feed.epoch and v.job_key = t.job_key)`,
  decision_lost: `
    select c.id as "caseId", t.job_key as "jobKey"
    from feed cross join case_file c join task t on t.case_id = c.id
      join element_visit v on v.case_id = c.id and v.run = c.run and v.epoch = feed.epoch and v.job_key = t.job_key
    where (t.state = 'decided' or t.returned_to is not null) and t.closed_at < feed.before and c.ended_at is null and v.state = 'active' and ${NOTHING_WAITS}`,
} as const satisfies Record<Difference['type'], string>;

function differenceOf(
  type: string,
  row: { caseId: string; run: number; element: string; jobKey: string; instanceKey: string },
): Difference {
  const { caseId, run, element, jobKey, instanceKey } = row;
  switch (type) {
    case 'instance_missing':
    case 'instance_terminated':
    case 'instance_completed':
      return { type, caseId, run };
    case 'instance_alive':
      return { type, caseId, instanceKey };
    case 'task_missing':
    case 'job_unknown':
      return { type, caseId, element, jobKey };
    case 'job_ended':
      return { type, caseId, run, jobKey };
    case 'decision_lost':
      return { type, caseId, jobKey };
    default:
      throw new Error(`no difference ${type}`);
  }
}
