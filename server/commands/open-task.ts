import type { Step } from '#processes/definition.ts';
import { beginClock } from '#server/db/clocks.ts';
import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
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
import { rows } from '#server/db/orm.ts';

/** A user task as the engine hands it out, by its job or by its record. */
export type EngineTask = {
  readonly jobKey: string;
  readonly caseId: string;
  readonly run: number;
  readonly element: string;
  /** `<organisation>:<role>`, as the drawing's expression gave them. */
  readonly candidates: readonly string[];
  /** Job keys that the record feed tells together with this job; left out when the job itself came to a worker. */
  readonly recordedWith?: readonly string[];
};

type Opening = Pick<CaseRows['tasks'][number], 'id' | 'element' | 'round' | 'processKey' | 'limitKey' | 'dueAt' | 'createdAt'> & {
  readonly candidates: readonly string[];
  readonly barred: readonly string[];
};

const PARTS = ['visits', 'tasks', 'clocks', 'decisions'] as const;
type TaskRows = Pick<CaseRows, (typeof PARTS)[number]>;

/** `unsettled`: whether this is another visit of the step is known only once the record feed tells of the job. */
export type Opened = { readonly result: 'opened' | 'known' | 'answered' | 'taken_over' | 'superseded' | 'unsettled' };

/**
 * Turns a job of the engine into a task of a person. The same job again changes nothing. In a replay the
 * n-th visit of a step finds the task of that round: decided, it is answered from the record; open, it goes on
 * under the new job key.
 */
export async function openTask(db: Db, job: EngineTask): Promise<Opened> {
  return transact(db, async (tx): Promise<Opened> => {
    const file = await lockCase(tx, job.caseId);
    if (!file || file.run !== job.run) return { result: 'superseded' };
    const parts = await partsOf(tx.em, file.id, PARTS);
    const visits = parts.visits.filter(({ run, element }) => run === job.run && element === job.element);
    if (visits.some(({ jobKey }) => jobKey === job.jobKey)) return { result: 'known' };
    const ghost = await ghostAmong(tx, file, visits);
    if (ghost && !job.recordedWith) return { result: 'unsettled' };
    const isGhost = ghost !== undefined && !job.recordedWith?.includes(ghost.jobKey);
    const round = isGhost ? ghost.round : visits.length + 1;
    noteVisit(tx, job, round, isGhost);

    const row = parts.tasks.find((candidate) => candidate.element === job.element && candidate.round === round);
    const task = row && tx.em.merge(Task, { ...row });
    if (task?.state === 'decided' && task.outcome != null) {
      await answerFromRecord(tx, file, task, job.jobKey);
      return { result: 'answered' };
    }
    if (task?.state === 'open') {
      task.jobKey = job.jobKey;
      return { result: 'taken_over' };
    }
    if (hasEnded(file.state)) return { result: 'superseded' };
    if (task && (await fellSilent(tx, file, task))) {
      tellSilence(tx, file, task, job.jobKey);
      return { result: 'answered' };
    }
    if (task) {
      reopen(tx, file, task, job.jobKey);
      return { result: 'taken_over' };
    }

    await createTask(tx, file, parts, job, round);
    return { result: 'opened' };
  });
}

/**
 * The latest visit whose job nothing proves. An engine that is killed may have handed out a job that it had not written
 * down; back again, it makes the same one anew under another key. What proves a job is its record, or that the engine
 * took its completion. Steps have one token, so the latest visit is the only one that can be meant.
 */
async function ghostAmong(tx: Tx, file: CaseFile, visits: TaskRows['visits']): Promise<TaskRows['visits'][number] | undefined> {
  const latest = visits.toSorted((one, other) => one.round - other.round).at(-1);
  if (!latest) return undefined;
  const [proof] = await rows<object>(
    tx.em,
    `select 1 from element_visit where case_id = ? and run = ? and job_key = ?
     union all
     select 1 from outbox where case_id = ? and kind = 'job.complete' and payload->>'jobKey' = ? and result = 'delivered' limit 1`,
    [file.id, latest.run, latest.jobKey, file.id, latest.jobKey],
  );
  return proof ? undefined : latest;
}

function noteVisit(tx: Tx, { caseId, run, element, jobKey }: EngineTask, round: number, anew: boolean): void {
  if (!anew) return tx.writes.insert('task_visit', { case_id: caseId, run, element, round, job_key: jobKey });
  tx.writes.run('update task_visit set job_key = ?, cancelled_at = null where case_id = ? and run = ? and element = ? and round = ?', [
    jobKey,
    caseId,
    run,
    element,
    round,
  ]);
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
  enqueue(tx, file.id, { kind: 'job.complete', jobKey, taskId: task.id, variables: told.variables });
}

/** Was it closed because the time to answer went by? */
async function fellSilent(tx: Tx, file: CaseFile, task: Task): Promise<boolean> {
  const [found] = await rows<object>(
    tx.em,
    `select 1 from event where case_id = ? and type = 'task.cancelled' and data->>'taskId' = ? and data->>'reason' = 'silent'`,
    [file.id, task.id],
  );
  return found !== undefined;
}

function tellSilence(tx: Tx, file: CaseFile, task: Task, jobKey: string): void {
  enqueue(tx, file.id, {
    kind: 'message.publish',
    name: 'clock.expired',
    correlationKey: `${file.id}:${task.element}`,
    messageId: `${task.id}:${jobKey}`,
    variables: {},
  });
}

/** The engine had lost or cancelled it and came back to it: people go on where they were. */
function reopen(tx: Tx, file: CaseFile, task: Task, jobKey: string): void {
  task.state = 'open';
  task.closedAt = null;
  task.jobKey = jobKey;
  recordOpened(tx, file, task);
  offer(tx, task);
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: task.caseId, groups: task.candidates });
}

async function createTask(tx: Tx, file: CaseFile, parts: TaskRows, job: EngineTask, round: number): Promise<void> {
  const release = releaseOf(tx.reference, file.processKey, file.release);
  const step = stepOf(release.definition, job.element);
  const dueAt = dueOf(tx, file, parts, release, step);
  const form = release.forms.get(step.formKey);
  if (!form) throw new Error(`release ${release.processKey}.r${release.number} has no form ${step.formKey}`);
  const task = {
    id: tx.newId(),
    caseId: file.id,
    processKey: file.processKey,
    element: job.element,
    round,
    candidates: job.candidates,
    barred: await barredAccounts(tx, file, parts, release, step, job.candidates),
    limitKey: step.limit,
    dueAt,
    createdAt: tx.at,
  };
  tx.writes.insert('task', {
    id: task.id,
    case_id: file.id,
    process_key: file.processKey,
    element: job.element,
    round,
    job_key: job.jobKey,
    state: 'open',
    name: step.name,
    candidates: task.candidates,
    barred: task.barred,
    form_key: form.key,
    form_version: form.version,
    limit_key: step.limit,
    due_at: dueAt,
    created_at: tx.at,
  });
  file.parties = [...new Set([...file.parties, ...job.candidates])];
  recordOpened(tx, file, task);
  offer(tx, task);
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: file.id, groups: task.candidates });
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
}

function recordOpened(tx: Tx, file: CaseFile, task: Opening): void {
  const { id, element, round, candidates, limitKey, dueAt } = task;
  record(tx, file, SYSTEM, {
    type: 'task.created',
    data: { taskId: id, element, run: file.run, round, groups: [...candidates], limitKey, dueAt: dueAt?.toISOString() ?? null },
  });
}

function dueOf(tx: Tx, file: CaseFile, { clocks }: TaskRows, release: Release, step: Step): Date | null {
  const place = clockOf(release.definition, step);
  const live = clocks.find(({ limitKey, untilElement }) => limitKey === place.limitKey && untilElement === place.until);
  if (live) return live.dueAt ?? null;
  // A limit that starts at an earlier element runs already, or not at all.
  const startsHere = place.from === step.element || place.until !== step.element;
  if (!startsHere) return null;
  return (
    beginClock(tx, file, { limitKey: place.limitKey, element: place.from, untilElement: place.until, atDue: place.atDue }).dueAt ?? null
  );
}

async function barredAccounts(
  tx: Tx,
  file: CaseFile,
  { decisions }: TaskRows,
  release: Release,
  step: Step,
  candidates: readonly string[],
): Promise<string[]> {
  if (!isDecision(step, release.startForm)) return [];
  const { definition, startForm } = release;
  const signed = barredFrom(
    definition,
    startForm,
    step,
    { filedBy: file.filedBy, applicant: file.applicantId, provider: file.providerId },
    decisions,
    candidates,
  );
  const ownSide =
    isReview(definition, step.element) && file.applicantId !== file.providerId
      ? await alsoApplicants(tx, file.applicantId, candidates)
      : [];
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
function offer(tx: Tx, task: Opening): void {
  for (const group of task.candidates) {
    tx.writes.insert('task_candidate', {
      group_id: group,
      task_id: task.id,
      process_key: task.processKey,
      due_at: task.dueAt ?? NO_LIMIT,
      created_at: task.createdAt,
      barred: task.barred,
    });
  }
}
