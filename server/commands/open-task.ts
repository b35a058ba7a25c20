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
import type { EngineMessage } from '#server/domain/engine-messages.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { barredFrom, isReview } from '#server/domain/duties.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';
import { clockOf, isDecision, stepOf } from '#server/domain/steps.ts';
import { rows } from '#server/db/orm.ts';
import { askAnew, offerTo } from '#server/db/asked.ts';
import { keepSigners, signersIn } from '#server/db/signers.ts';
import { personBy } from '#server/db/people.ts';
import { personOf } from '#server/domain/actor.ts';
import { askedNow, drawnSigners, held } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';

/** A user task as the engine hands it out, by its job or by its record. */
export type EngineTask = {
  readonly jobKey: string;
  readonly caseId: string;
  readonly run: number;
  readonly element: string;
  /** `<organisation>:<role>`, as the drawing's expression gave them. */
  readonly candidates: readonly string[];
  /** Where the engine stands with it; without it nobody can have it moved to another step. */
  readonly stay?: EngineStay;
};

/** The engine's keys of an instance and of its stay in a step. */
export type EngineStay = { readonly instanceKey: string; readonly elementKey: string };

type Told = Extract<EngineMessage, { kind: 'job.complete' | 'case.move' }>;

type Opening = Pick<CaseRows['tasks'][number], 'id' | 'element' | 'round' | 'processKey' | 'limitKey' | 'dueAt' | 'createdAt'> & {
  readonly candidates: readonly string[];
  readonly barred: readonly string[];
};

const PARTS = ['visits', 'tasks', 'clocks', 'decisions', 'signers'] as const;
type TaskRows = Pick<CaseRows, (typeof PARTS)[number]>;

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
    const parts = await partsOf(tx.em, file.id, PARTS);
    const visits = parts.visits.filter(({ run, element }) => run === job.run && element === job.element);
    if (visits.some(({ jobKey }) => jobKey === job.jobKey)) return { result: 'known' };
    const round = visits.length + 1;
    const { caseId, run, element, jobKey } = job;
    tx.writes.insert('task_visit', {
      case_id: caseId,
      run,
      element,
      round,
      job_key: jobKey,
      instance_key: job.stay?.instanceKey ?? null,
      element_key: job.stay?.elementKey ?? null,
    });

    const row = parts.tasks.find((candidate) => candidate.element === job.element && candidate.round === round);
    const task = row && tx.em.merge(Task, { ...row });
    if (task && (await answerFromRecord(tx, file, task, job))) return { result: 'answered' };
    if (task?.state === 'open') {
      task.jobKey = job.jobKey;
      return { result: 'taken_over' };
    }
    if (hasEnded(file.state)) return { result: 'superseded' };
    if (task) {
      reopen(tx, file, task, parts, job.jobKey);
      return { result: 'taken_over' };
    }

    await createTask(tx, file, parts, job, round);
    return { result: 'opened' };
  });
}

/**
 * The engine hears again exactly what it heard then: today's facts might lead another way. It also leaves again for another
 * step from where it was moved on. False for a task about which it was never told anything.
 */
async function answerFromRecord(tx: Tx, file: CaseFile, task: Task, { jobKey, stay }: EngineTask): Promise<boolean> {
  if (task.state === 'open') return false;
  const [told] = await rows<{ message: Told }>(
    tx.em,
    `select payload as message from outbox
     where case_id = ? and kind in ('job.complete', 'case.move') and payload->>'taskId' = ? order by id limit 1`,
    [file.id, task.id],
  );
  if (!told && task.state === 'decided') throw new Error(`task ${task.id} was decided, but its message to the engine is gone`);
  if (!told) return false;
  const { message } = told;
  if (message.kind === 'job.complete') enqueue(tx, file.id, { ...message, jobKey });
  else if (stay) enqueue(tx, file.id, { ...message, jobKey, instanceKey: stay.instanceKey, from: stay.elementKey });
  else throw new Error(`where the engine stands with task ${task.id} is not known`);
  return true;
}

/** The engine had lost or cancelled it and came back to it: people go on where they were. */
function reopen(tx: Tx, file: CaseFile, task: Task, parts: TaskRows, jobKey: string): void {
  task.state = 'open';
  task.closedAt = null;
  task.jobKey = jobKey;
  recordOpened(tx, file, task);
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  askAnew(
    tx,
    file,
    task,
    signersIn(parts, task, stepOf(definition, task.element).signing, () => tx.newId()),
  );
}

async function createTask(tx: Tx, file: CaseFile, parts: TaskRows, job: EngineTask, round: number): Promise<void> {
  const release = releaseOf(tx.reference, file.processKey, file.release);
  const step = stepOf(release.definition, job.element);
  const dueAt = dueOf(tx, file, parts, release, step);
  const form = release.forms.get(step.formKey);
  if (!form) throw new Error(`release ${release.processKey}.r${release.number} has no form ${step.formKey}`);
  const barred = await barredAccounts(tx, file, parts, release, step, job.candidates);
  const left = parts.tasks.find(({ returnedTo, returnedRound }) => returnedTo === job.element && returnedRound === round);
  const drawn = drawnSigners(step.signing, job, () => tx.newId());
  const signers = left?.returnedFor == null ? drawn : await inHandOf(tx, drawn, left.returnedFor, barred);
  const asked = askedNow(signers);
  const task = {
    id: tx.newId(),
    caseId: file.id,
    processKey: file.processKey,
    element: job.element,
    round,
    candidates: job.candidates,
    barred,
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
    asked,
    barred: task.barred,
    form_key: form.key,
    form_version: form.version,
    limit_key: step.limit,
    due_at: dueAt,
    resume_at: left?.resumeAt ?? null,
    created_at: tx.at,
  });
  file.parties = [...new Set([...file.parties, ...job.candidates])];
  recordOpened(tx, file, task);
  if (step.signing.rule !== 'any' || signers !== drawn) keepSigners(tx, task, { signers: [] }, signers);
  offerTo(tx, task, asked);
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: file.id, groups: asked });
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
}

/** Who had it in hand before gets it back, where they still hold the post. */
async function inHandOf(tx: Tx, signers: readonly Signer[], accountId: string, barred: readonly string[]): Promise<readonly Signer[]> {
  const [only, ...others] = signers;
  const person = await personBy(tx.em, accountId, dayOf(tx.at, tx.reference.calendar.timezone));
  const post = person?.groups.find((group) => only?.groups.includes(group));
  if (!only || others.length > 0 || !person || post === undefined || barred.includes(accountId)) return signers;
  return [held(only, personOf(person), post)];
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
  const signed = barredFrom(definition, startForm, step, { filedBy: file.filedBy, applicant: file.applicantId }, decisions);
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
