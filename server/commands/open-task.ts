import type { Step } from '#processes/definition.ts';
import { applicationIn } from '#server/db/contents.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { complainedOf } from '#server/db/complained-of.ts';
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
import { clockOf, contentKindOf, isDecision, stepOf } from '#server/domain/steps.ts';
import { rows } from '#server/db/orm.ts';
import { forgetCompletion, freeKey, ghostAmong, noteVisit } from '#server/db/visits.ts';
import type { EngineStay } from '#server/db/visits.ts';
import { askAnew, offerTo, tellAsked } from '#server/db/asked.ts';
import { keepSigners, signersIn } from '#server/db/signers.ts';
import { askedNow } from '#server/domain/signers.ts';
import type { Approved } from '#server/domain/same-approver.ts';
import { placeOf } from '#server/domain/tasks.ts';
import { handsFor, reportUnmanned } from '#server/db/task-hands.ts';

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
  /** Job keys that the record feed tells together with this job; left out when the job itself came to a worker. */
  readonly recordedWith?: readonly string[];
};

type Told = Extract<EngineMessage, { kind: 'job.complete' | 'case.move' }>;

type Opening = Pick<CaseRows['tasks'][number], 'id' | 'element' | 'round' | 'processKey' | 'limitKey' | 'dueAt' | 'createdAt'> & {
  readonly candidates: readonly string[];
  readonly barred: readonly string[];
};

const PARTS = ['visits', 'tasks', 'clocks', 'decisions', 'signers'] as const;
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
    if (isGhost) forgetCompletion(tx, file, ghost.jobKey);
    await freeKey(tx, parts, job);
    noteVisit(tx, job, round, isGhost);

    const row = parts.tasks.find((candidate) => candidate.element === job.element && candidate.round === round);
    const task = row && tx.em.merge(Task, { ...row });
    if (task && (await answerFromRecord(tx, file, task, job))) return { result: 'answered' };
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
    SYSTEM,
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
  const returnedFor = left?.returnedFor ?? null;
  const hands = await handsFor(tx, { file, parts, release, step, candidates: job.candidates, barred, returnedFor });
  const asked = askedNow(hands.signers);
  const task = {
    id: tx.newId(),
    caseId: file.id,
    processKey: file.processKey,
    element: job.element,
    round,
    candidates: hands.candidates,
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
    state: hands.approved === null ? 'open' : 'decided',
    name: step.name,
    candidates: task.candidates,
    asked: hands.approved === null ? asked : [],
    barred: task.barred,
    form_key: form.key,
    form_version: form.version,
    limit_key: step.limit,
    due_at: dueAt,
    resume_at: left?.resumeAt ?? null,
    unmanned_at: hands.told === null ? null : tx.at,
    created_at: tx.at,
    ...(hands.approved === null ? {} : { outcome: hands.approved.outcome, decided_by: hands.approved.accountId, closed_at: tx.at }),
  });
  file.parties = [...new Set([...file.parties, ...task.candidates])];
  recordOpened(tx, file, task);
  if (hands.approved !== null) return skip(tx, file, job, task, hands.approved);
  if (!hands.plain) keepSigners(tx, task, { signers: [] }, hands.signers);
  if (hands.told !== null) reportUnmanned(tx, file, placeOf(file, task), hands.told);
  offerTo(tx, task, asked);
  // Who is asked for a supplement is told so, in the words of the law; all others have a new task.
  const isSupplement = contentKindOf(step, release.startForm) === 'supplement';
  tellAsked(tx, file, task, asked, isSupplement ? 'supplement' : 'task_offered');
  tx.announce({ kind: 'task.created', taskId: task.id, caseId: file.id, groups: asked });
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
}

/** One signature serves both steps: it is on record, and nobody signs in anybody's name. */
function skip(tx: Tx, file: CaseFile, { jobKey, element }: EngineTask, task: Opening, { outcome, decisionId }: Approved): void {
  record(tx, file, SYSTEM, { type: 'task.skipped', data: { ...placeOf(file, task), outcome, decisionId } });
  enqueue(tx, file.id, { kind: 'job.complete', jobKey, taskId: task.id, variables: { [element]: outcome } });
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
    { filedBy: file.filedBy, filedFor: file.filedFor, applicant: file.applicantId, provider: file.providerId },
    decisions,
    candidates,
  );
  const ownSide =
    isReview(definition, step.element) && file.applicantId !== file.providerId
      ? await alsoApplicants(tx, file.applicantId, candidates)
      : [];
  // Whoever decided in the case complained of since this one was filed is one complained of too.
  if (kindOf(file.processKey).complainsOf) {
    const { answers } = applicationIn(await partsOf(tx.em, file.id, ['contents']));
    file.keptFrom = await complainedOf(tx.em, file.processKey, answers);
  }
  return [...new Set([...signed, ...ownSide, ...file.keptFrom])];
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
