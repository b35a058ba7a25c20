import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { outcomeOf } from '#processes/outcomes.ts';
import type { Outcome } from '#processes/outcomes.ts';
import { may } from '#server/auth/ability.ts';
import { contextForTask } from '#server/db/form-options.ts';
import type { TaskContext } from '#server/db/form-options.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import { changesSince } from '#server/db/revisions.ts';
import type { Db } from '#server/db/transact.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { Decision } from '#server/db/entities/decision.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { Task } from '#server/db/entities/task.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { CaseState } from '#server/domain/cases.ts';
import { offeredOutcomes } from '#server/domain/decide-task.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Change, Refusal } from '#server/domain/refusal.ts';
import { stepOf, waitsFor } from '#server/domain/steps.ts';
import type { TaskState } from '#server/domain/tasks.ts';
import { applicationOf } from './application-view.ts';
import type { ApplicationView } from './application-view.ts';
import type { Way } from '#server/domain/way.ts';
import { caseWay } from './case-way.ts';
import { groupViews, stepsOf, timelineOf } from './case-record.ts';
import type { GroupView, StepView, TimelineItem } from './case-record.ts';
import { clockOfDueDate, clocksOf } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';
import { prefillFor } from './prefill.ts';

export type TaskDetails = {
  readonly id: string;
  readonly name: string;
  readonly state: TaskState;
  readonly process: string;
  readonly element: string;
  readonly round: number;
  readonly case: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly state: CaseState;
    readonly applicant: string;
    readonly provider: string;
  };
  readonly candidates: readonly GroupView[];
  /** Which of the reader's appointments makes them a candidate; null when none does. */
  readonly actingAs: GroupView | null;
  readonly dueAt: string | null;
  readonly createdAt: string;
  readonly clock: ClockView;
  readonly application: ApplicationView;
  readonly form: { readonly key: string; readonly version: number; readonly schema: FormSchema } & TaskContext;
  /** What a decider begins with: what the case already knows. */
  readonly answers: Answers;
  readonly draft: { readonly id: string; readonly savedAt: string; readonly answers: Answers } | null;
  readonly outcomes: readonly OutcomeView[];
  readonly canDecide: boolean;
  /** Key of the reason why not. */
  readonly cannotWhy: string | null;
  readonly canRequestExtension: boolean;
  readonly revision: number;
  /** What the applicant changed since this reader signed last. */
  readonly changes: readonly Change[];
  readonly steps: readonly StepView[];
  /** The steps that come when everybody agrees. */
  readonly ahead: Way['ahead'];
  readonly timeline: readonly TimelineItem[];
  readonly outcome: string | null;
};

export type OutcomeView = {
  readonly key: string;
  readonly label: string;
  readonly effect: Outcome['effect'];
  readonly requires: { readonly reason: boolean; readonly basis: boolean; readonly list: boolean };
};

const STATES = { done: 'decided', here: 'open', dropped: 'cancelled' } as const satisfies Readonly<Record<StepView['place'], TaskState>>;

/** A task with everything its decision needs, cut to what the reader may see. */
export async function taskDetails(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<TaskDetails | Refusal> {
  if (!isId(input.taskId)) return refuse('not_found', { reason: 'task_not_found' });
  const em = db.orm.em.fork();
  const task = await em.findOne(Task, { id: input.taskId });
  const file = task && (await em.findOne(CaseFile, { id: task.caseId }));
  if (!task || !file || !may(actor, 'read', 'Task', { ...task, parties: file.parties }))
    return refuse('not_found', { reason: 'task_not_found' });

  const place = { ...task, parties: file.parties };
  const { definition } = releaseOf(db.reference, file.processKey, file.release);
  const step = stepOf(definition, task.element);
  const schema = formOf(db.reference, { key: task.formKey, version: task.formVersion });
  const decisions = await em.find(Decision, { caseId: file.id }, { orderBy: { decidedAt: 'asc' } });
  const mine = decisions.filter((decision) => decision.accountId === actor.accountId).at(-1);
  const draft = await em.findOne(Draft, { accountId: actor.accountId, subject: `task:${task.id}` });
  const application = await applicationOf(db, actor, file);
  const groups = await groupViews(db, task.candidates);
  const canDecide = may(actor, 'decide', 'Task', place);
  const earlier = decisions.filter((decision) => decision.element === task.element).map((decision) => decision.outcome);
  const clocks = await clocksOf(db, file.id);
  const steps = await stepsOf(db, actor, file);
  // Drafts of a reply are no step to who may not see them, or the one in hand.
  const shown = steps.find((view) => view.taskId === task.id);
  if (!shown) return refuse('not_found', { reason: 'task_not_found' });
  const state = STATES[shown.place];

  return {
    id: task.id,
    name: task.name,
    state,
    process: file.processKey,
    element: task.element,
    round: shown.round,
    case: {
      id: file.id,
      number: file.number,
      title: file.title,
      state: file.state,
      applicant: application.applicantName,
      provider: application.providerName,
    },
    candidates: task.candidates.flatMap((group) => groups.get(group) ?? []),
    actingAs:
      task.candidates.filter((group) => actor.groups.some((held) => held === group)).flatMap((group) => groups.get(group) ?? [])[0] ?? null,
    dueAt: shown.dueAt,
    createdAt: task.createdAt.toISOString(),
    clock:
      clocks.find((clock) => clock.kind !== 'none' && clock.limitKey === task.limitKey) ??
      clockOfDueDate(db, task.limitKey, task.dueAt ?? null),
    application,
    form: {
      key: task.formKey,
      version: task.formVersion,
      schema,
      ...(canDecide ? await contextForTask(em, actor, file, schema) : { options: {}, known: {} }),
    },
    answers: canDecide ? await prefillFor(db, file, step, application) : {},
    draft: draft ? { id: draft.id, savedAt: draft.updatedAt.toISOString(), answers: draft.answers } : null,
    outcomes: offeredOutcomes(step, earlier).map(outcomeView),
    canDecide,
    cannotWhy: canDecide ? null : whyNot(state, task, actor),
    canRequestExtension: may(actor, 'request_extension', 'Task', place) && waitsFor(definition, task.element, 'extension.requested'),
    revision: file.revision,
    changes: mine && mine.revision < file.revision ? await changesSince({ em, reference: db.reference }, file, mine.revision) : [],
    steps,
    ahead: (await caseWay(db, actor, file)).ahead,
    timeline: await timelineOf(db, actor, file),
    outcome: shown.outcome,
  };
}

function outcomeView(key: Outcome['key']): OutcomeView {
  const { label, effect, reason, basis, list } = outcomeOf(key);
  return { key, label, effect, requires: { reason, basis, list } };
}

function whyNot(state: TaskState, task: Task, actor: Actor): string {
  if (state === 'decided') return 'task_decided';
  if (state === 'cancelled') return 'task_cancelled';
  return task.barred.includes(actor.accountId) ? 'own_case' : 'not_a_candidate';
}
