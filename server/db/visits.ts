import type { CaseRows, VisitRow } from './case-rows.ts';
import type { CaseFile } from './entities/case-file.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

/** The engine's keys of an instance and of its stay in a step. */
export type EngineStay = { readonly instanceKey: string; readonly elementKey: string };

/** One stay of a case in a step, with the job in which the engine hands it out. */
type Visit = {
  readonly caseId: string;
  readonly run: number;
  readonly element: string;
  readonly jobKey: string;
  readonly stay?: EngineStay;
};

/**
 * The latest visit whose job nothing proves. An engine that is killed may have handed out a job that it had not written
 * down; back again, it makes the same one anew under another key. What proves a job is its record, or that the engine
 * took its completion or was moved on from it. Steps have one token, so the latest visit is the only one that can be meant.
 */
export async function ghostAmong(tx: Tx, file: CaseFile, visits: readonly VisitRow[]): Promise<VisitRow | undefined> {
  const latest = visits.toSorted((one, other) => one.round - other.round).at(-1);
  if (!latest) return undefined;
  const [proof] = await rows<object>(
    tx.em,
    `select 1 from element_visit where case_id = ? and run = ? and job_key = ? and element = ?
     union all
     select 1 from outbox where case_id = ? and kind in ('job.complete', 'case.move') and payload->>'jobKey' = ?
       and result = 'delivered' limit 1`,
    [file.id, latest.run, latest.jobKey, latest.element, file.id, latest.jobKey],
  );
  return proof ? undefined : latest;
}

/** What waits to complete the lost job, or to be moved on from it, does nothing any more: the job made anew is answered instead. */
export function forgetCompletion(tx: Tx, file: CaseFile, jobKey: string): void {
  tx.writes.run(
    `update outbox set state = 'delivered', result = 'superseded', delivered_at = ?, leased_until = null
     where case_id = ? and kind in ('job.complete', 'case.move') and payload->>'jobKey' = ? and state in ('pending', 'stuck')`,
    [tx.at, file.id, jobKey],
  );
}

/** The engine gave a lost job's key to another step of the case: the lost one keeps none. */
export async function freeKey(
  tx: Tx,
  { visits }: Pick<CaseRows, 'visits'>,
  { caseId, run: caseRun, element, jobKey }: Visit,
): Promise<void> {
  if (!visits.some((visit) => visit.run === caseRun && visit.jobKey === jobKey && visit.element !== element)) return;
  await tx.em.execute(
    `update task_visit set job_key = 'lost:' || element || ':' || job_key where case_id = ? and run = ? and job_key = ?`,
    [caseId, caseRun, jobKey],
    'run',
  );
}

/** Writes the visit down; the one that was handed out and lost is the same visit under another key. */
export function noteVisit(tx: Tx, { caseId, run, element, jobKey, stay }: Visit, round: number, anew: boolean): void {
  const engine = { job_key: jobKey, instance_key: stay?.instanceKey ?? null, element_key: stay?.elementKey ?? null };
  if (!anew) return tx.writes.insert('task_visit', { case_id: caseId, run, element, round, ...engine });
  tx.writes.run(
    `update task_visit set job_key = ?, instance_key = ?, element_key = ?, cancelled_at = null
     where case_id = ? and run = ? and element = ? and round = ?`,
    [...Object.values(engine), caseId, run, element, round],
  );
}
