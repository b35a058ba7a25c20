import type { Step } from '#processes/definition.ts';
import { ensureClock, liveClock } from '#server/db/clocks.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { decisionsOf } from '#server/db/decisions.ts';
import { Task } from '#server/db/entities/task.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { EngineVariables } from '#server/domain/engine-messages.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { barredFrom, isReview } from '#server/domain/duties.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';
import { clockOf, isDecision, stepOf } from '#server/domain/steps.ts';
import { rows, run } from '#server/db/orm.ts';

/** A user task as the engine hands it out, by its job or by its record. */
export type EngineTask = {
  readonly jobKey: string;
  readonly caseId: string;
  readonly run: number;
  readonly element: string;
  /** `<organisation>:<role>`, as the drawing's expression gave them. */
  readonly candidates: readonly string[];
};

export type Opened = { readonly result: 'opened' | 'known' | 'answered' | 'taken_over' | 'superseded' };

/**
 * Turns a job of the engine into a task of a person. The same job again changes nothing. In a replay the
 * n-th visit of a step finds the task of that round: decided, it is answered from the record; open, it goes on
 * under the new job key.
 */
export async function openTask(db: Db, job: EngineTask): Promise<Opened> {
  return transact(db, async (tx): Promise<Opened> => {
    const file = await lockCase(tx, job.caseId);
    if (!file || file.run !== job.run) return { result: 'superseded' };
    const round = await roundOf(tx, job);
    if (round === 'known') return { result: 'known' };

    const task = await tx.em.findOne(Task, { caseId: file.id, element: job.element, round });
    if (task?.state === 'decided' && task.outcome !== null) {
      await answerFromRecord(tx, file, task, job.jobKey);
      return { result: 'answered' };
    }
    if (task?.state === 'open') {
      task.jobKey = job.jobKey;
      return { result: 'taken_over' };
    }
    if (hasEnded(file.state)) return { result: 'superseded' };
    if (task) {
      await reopen(tx, file, task, job.jobKey);
      return { result: 'taken_over' };
    }

    await createTask(tx, file, job, round);
    return { result: 'opened' };
  });
}

async function roundOf(tx: Tx, job: EngineTask): Promise<number | 'known'> {
  const visits = await rows<{ job_key: string; round: number }>(
    tx.em,
    'select job_key, round from task_visit where case_id = ? and run = ? and element = ?',
    [job.caseId, job.run, job.element],
  );
  if (visits.some((visit) => visit.job_key === job.jobKey)) return 'known';
  const round = visits.length + 1;
  await run(tx.em, 'insert into task_visit (case_id, run, element, round, job_key) values (?, ?, ?, ?, ?)', [
    job.caseId,
    job.run,
    job.element,
    round,
    job.jobKey,
  ]);
  return round;
}

/** The engine hears again exactly what it heard then: today's facts might lead another way. */
async function answerFromRecord(tx: Tx, file: CaseFile, task: Task, jobKey: string): Promise<void> {
  const [told] = await rows<{ variables: EngineVariables }>(
    tx.em,
    `select payload->'variables' as variables from outbox
     where case_id = ? and kind = 'job.complete' and payload->>'taskId' = ? order by id limit 1`,
    [file.id, task.id],
  );
  if (!told) throw new Error(`task ${task.id} was decided, but its message to the engine is gone`);
  await enqueue(tx, file.id, { kind: 'job.complete', jobKey, taskId: task.id, variables: told.variables });
}

/** The engine had lost or cancelled it and came back to it: people go on where they were. */
async function reopen(tx: Tx, file: CaseFile, task: Task, jobKey: string): Promise<void> {
  task.state = 'open';
  task.closedAt = null;
  task.jobKey = jobKey;
  await recordOpened(tx, file, task);
  await tx.em.flush();
  await offer(tx, task);
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: task.caseId, groups: task.candidates });
}

async function createTask(tx: Tx, file: CaseFile, job: EngineTask, round: number): Promise<void> {
  const release = releaseOf(tx.reference, file.processKey, file.release);
  const step = stepOf(release.definition, job.element);
  const dueAt = await dueOf(tx, file, release, step);
  const form = release.forms.get(step.formKey);
  if (!form) throw new Error(`release ${release.processKey}.r${release.number} has no form ${step.formKey}`);
  const task = tx.em.create(Task, {
    id: tx.newId(),
    caseId: file.id,
    processKey: file.processKey,
    element: job.element,
    round,
    jobKey: job.jobKey,
    state: 'open',
    name: step.name,
    candidates: [...job.candidates],
    barred: await barredAccounts(tx, file, release, step, job.candidates),
    formKey: form.key,
    formVersion: form.version,
    limitKey: step.limit,
    dueAt,
    createdAt: tx.at,
    closedAt: null,
    outcome: null,
    decidedBy: null,
  });
  tx.em.persist(task);
  file.parties = [...new Set([...file.parties, ...job.candidates])];
  await recordOpened(tx, file, task);
  await tx.em.flush();
  await offer(tx, task);
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: file.id, groups: task.candidates });
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
}

async function recordOpened(tx: Tx, file: CaseFile, task: Task): Promise<void> {
  const { id, element, round, candidates, limitKey, dueAt } = task;
  await record(tx, file, SYSTEM, {
    type: 'task.created',
    data: { taskId: id, element, run: file.run, round, groups: [...candidates], limitKey, dueAt: dueAt?.toISOString() ?? null },
  });
}

async function dueOf(tx: Tx, file: CaseFile, release: Release, step: Step): Promise<Date | null> {
  const place = clockOf(release.definition, step);
  // A limit that starts at an earlier element runs already, or not at all.
  const clock =
    place.from === step.element || place.until !== step.element
      ? await ensureClock(tx, file, { limitKey: place.limitKey, element: place.from, untilElement: place.until, atDue: place.atDue })
      : await liveClock(tx, file.id, place.limitKey, place.until);
  return clock?.dueAt ?? null;
}

async function barredAccounts(tx: Tx, file: CaseFile, release: Release, step: Step, candidates: readonly string[]): Promise<string[]> {
  if (!isDecision(step, release.startForm)) return [];
  const { definition, startForm } = release;
  const signed = barredFrom(
    definition,
    startForm,
    step,
    { filedBy: file.filedBy, applicant: file.applicantId },
    await decisionsOf(tx.em, file.id),
  );
  const ownSide =
    isReview(definition, step.element) && !file.facts.sameDepartment ? await alsoApplicants(tx, file.applicantId, candidates) : [];
  return [...new Set([...signed, ...ownSide])];
}

/** Candidates who are members of the applicant's department too (SoD 3, 4): asked again when they decide. */
async function alsoApplicants(tx: Tx, applicantId: string, candidates: readonly string[]): Promise<string[]> {
  const today = dayOf(tx.at, tx.reference.calendar.timezone);
  const found = await rows<{ id: string }>(
    tx.em,
    `select distinct p.account_id as id from appointment p join account a on a.id = p.account_id
     where p.organisation_id || ':' || p.role = any (?::text[]) and (a.organisation_id = ? or exists (
       select 1 from appointment q where q.account_id = p.account_id and q.organisation_id = ? and (q.valid_to is null or q.valid_to >= ?::date)))`,
    [[...candidates], applicantId, applicantId, today],
  );
  return found.map(({ id }) => id);
}

const NO_LIMIT = new Date('9999-12-31T00:00:00Z');

/** The inbox's index: one row for each group that is asked. A task without a limit comes last. */
async function offer(tx: Tx, task: Task): Promise<void> {
  for (const group of task.candidates) {
    await run(tx.em, 'insert into task_candidate (group_id, task_id, process_key, due_at, created_at, barred) values (?, ?, ?, ?, ?, ?)', [
      group,
      task.id,
      task.processKey,
      task.dueAt ?? NO_LIMIT,
      task.createdAt,
      task.barred,
    ]);
  }
}
