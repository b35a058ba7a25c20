import type { Answers } from '#forms/answers.ts';
import { editableAnswers } from '#forms/rights.ts';
import type { FormSchema } from '#forms/schema.ts';
import { outcomeOf } from '#processes/outcomes.ts';
import type { Outcome } from '#processes/outcomes.ts';
import { randomUUID } from 'node:crypto';
import { may } from '#server/auth/ability.ts';
import { refuseOperationOf, standingOf } from '#server/auth/operation.ts';
import { readCase } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { nowOf, CONTEXT_PARTS, contextIn, soFarIn } from '#server/db/form-options.ts';
import type { TaskContext } from '#server/db/form-options.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import { standingLabels } from '#server/db/standing-options.ts';
import { changesSince } from '#server/db/revisions.ts';
import type { Db } from '#server/db/transact.ts';
import { isOutsider } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { CaseState } from '#server/domain/cases.ts';
import { formRulesOf } from '#server/domain/kinds/kinds.ts';
import { offeredOutcomes } from '#server/domain/decide-task.ts';
import { OPERATIONS } from '#server/domain/operations.ts';
import { offeredAs } from '#server/domain/turns.ts';
import type { Operation } from '#server/domain/operations.ts';
import { stepFor } from '#server/domain/signers.ts';
import { signersIn } from '#server/db/signers.ts';
import { isPossible, signerViews } from './task-operations.ts';
import type { SignerView } from './task-operations.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Change, Refusal } from '#server/domain/refusal.ts';
import { isReview } from '#server/domain/duties.ts';
import { seesDrafts } from '#server/domain/reply-drafts.ts';
import { stepOf, waitsFor } from '#server/domain/steps.ts';
import type { TaskState } from '#server/domain/tasks.ts';
import { collectionOverlaps } from './collection-overlaps.ts';
import type { OverlapView } from './collection-overlaps.ts';
import { answerLabels } from './answer-labels.ts';
import type { AnswerLabels } from './answer-labels.ts';
import { APPLICATION_PARTS, applicationOf } from './application-view.ts';
import type { ApplicationView } from './application-view.ts';
import type { Way } from '#server/domain/way.ts';
import { caseWay } from './case-way.ts';
import { RECORD_PARTS, replyOf, stepsOf, timelineOf } from './case-record.ts';
import type { ReplyView, StepView, TimelineItem } from './case-record.ts';
import { reviewAids } from './review-aids.ts';
import type { ReviewAids } from './review-aids.ts';
import { groupView } from './group-view.ts';
import type { GroupView } from './group-view.ts';
import { clockOfDueDate, clocksIn } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';

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
  /** The person whose deputy the reader would decide as. */
  readonly actingFor: string | null;
  readonly dueAt: string | null;
  readonly createdAt: string;
  readonly clock: ClockView;
  readonly application: ApplicationView;
  readonly form: { readonly key: string; readonly version: number; readonly schema: FormSchema } & TaskContext;
  /** Names of the people and files that the form offers. */
  readonly labels: AnswerLabels;
  /** What a decider begins with: what the case already knows. */
  readonly answers: Answers;
  readonly draft: { readonly id: string; readonly savedAt: string; readonly answers: Answers } | null;
  readonly outcomes: readonly OutcomeView[];
  readonly canDecide: boolean;
  /** Whether a colleague asks the reader to sign too: they agree or give it back to that colleague. */
  readonly asAdded: boolean;
  /** Key of the reason why not. */
  readonly cannotWhy: string | null;
  readonly canRequestExtension: boolean;
  /** What the reader may do with it besides, as the table of operations says. */
  readonly operations: readonly Operation[];
  /** Who signs it, where more than one does or somebody has it in hand. */
  readonly signers: readonly SignerView[];
  readonly revision: number;
  /** What the applicant changed since this reader signed last. */
  readonly changes: readonly Change[];
  readonly steps: readonly StepView[];
  /** The steps that come when everybody agrees. */
  readonly ahead: Way['ahead'];
  readonly timeline: readonly TimelineItem[];
  readonly reply: ReplyView | null;
  readonly outcome: string | null;
  /** For a step of a confidentiality review, while the reader may decide it. */
  readonly review: ReviewAids | null;
  /** What the screening found, for those who judge the applicant; null elsewhere. */
  readonly screening: readonly string[] | null;
  /** What a new collection would ask again; null for a case of another process. */
  readonly overlaps: readonly OverlapView[] | null;
};

export type OutcomeView = {
  readonly key: string;
  readonly label: string;
  readonly effect: Outcome['effect'];
  readonly requires: { readonly reason: boolean; readonly basis: boolean; readonly list: boolean };
};

const PARTS = [...new Set([...APPLICATION_PARTS, ...RECORD_PARTS, ...CONTEXT_PARTS, 'clocks', 'drafts', 'signers'] as const)];

const STATES = { done: 'decided', here: 'open', dropped: 'cancelled' } as const satisfies Readonly<Record<StepView['place'], TaskState>>;

/** A task with everything its decision needs, cut to what the reader may see. */
export async function taskDetails(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<TaskDetails | Refusal> {
  if (!isId(input.taskId)) return refuse('not_found', { reason: 'task_not_found' });
  const parts = await readCase(db.orm.em.fork(), { taskId: input.taskId }, PARTS, actor.accountId);
  const task = parts?.tasks.find(({ id }) => id === input.taskId);
  if (!parts || !task) return refuse('not_found', { reason: 'task_not_found' });
  const { head, decisions } = parts;
  const place = { ...task, parties: head.parties, keptFrom: head.keptFrom };
  if (!may(actor, 'read', 'Task', place)) return refuse('not_found', { reason: 'task_not_found' });

  const release = releaseOf(db.reference, head.processKey, head.release);
  const { definition } = release;
  const drawn = stepOf(definition, task.element);
  const mine = decisions.findLast((decision) => decision.accountId === actor.accountId);
  const draft = parts.drafts.find(({ subject }) => subject === `task:${task.id}`);
  const application = applicationOf(db, actor, parts);
  const signers = signersIn(parts, task, drawn.signing, randomUUID);
  const { relations, turn } = standingOf(actor, release, head, task, drawn, signers);
  const canDecide = refuseOperationOf(actor, task.state, relations, 'decide') === null && turn !== null;
  const step = turn === null ? drawn : stepFor(drawn, turn.signer);
  const earlier = decisions.filter((decision) => decision.element === task.element).map((decision) => decision.outcome);
  const post = turn ?? offeredAs(actor, task);
  const form = formOf(db.reference, { key: task.formKey, version: task.formVersion });
  // Who was added agrees or gives it back, and fills in nothing.
  const schema = step === drawn ? form : { ...form, components: [] };
  const steps = stepsOf(db, actor, parts);
  // Drafts of a reply are no step to who may not see them, or the one in hand.
  const shown = steps.find((view) => view.taskId === task.id);
  if (!shown) return refuse('not_found', { reason: 'task_not_found' });
  const state = STATES[shown.place];
  const context: TaskContext = canDecide ? contextIn(parts, schema, nowOf(db), step) : { options: {}, known: {} };

  return {
    id: task.id,
    name: task.name,
    state,
    process: head.processKey,
    element: task.element,
    round: shown.round,
    case: {
      id: head.id,
      number: head.number,
      title: head.title,
      state: head.state,
      applicant: application.applicantName,
      provider: application.providerName,
    },
    candidates: task.candidates.map((group) => groupView(db, group)),
    actingAs: post === null ? null : groupView(db, post.actingAs),
    actingFor: post?.actingFor?.name ?? null,
    dueAt: shown.dueAt,
    createdAt: task.createdAt.toISOString(),
    clock:
      clocksIn(db, parts).find((clock) => clock.kind !== 'none' && clock.limitKey === task.limitKey) ??
      clockOfDueDate(db, task.limitKey, task.dueAt ?? null),
    application,
    form: { key: task.formKey, version: task.formVersion, schema, ...context },
    labels: { ...standingLabels(schema, db.reference), ...answerLabels(parts, schema, context.options) },
    answers:
      canDecide && step === drawn
        ? editableAnswers(
            schema,
            formRulesOf(head.processKey, step.formKey).beginWith(step.formKey, soFarIn(parts, nowOf(db))),
            context.rights,
          )
        : {},
    draft: draft ? { id: draft.id, savedAt: draft.updatedAt.toISOString(), answers: draft.answers } : null,
    outcomes: offeredOutcomes(step, earlier, head.quarantinedAt != null).map(outcomeView),
    canDecide,
    asAdded: canDecide && step !== drawn,
    cannotWhy: canDecide ? null : whyNot(state, task, actor, refuseOperationOf(actor, state, relations, 'decide')?.reason ?? 'post_lost'),
    canRequestExtension: may(actor, 'request_extension', 'Task', place) && waitsFor(definition, task.element, 'extension.requested'),
    operations: OPERATIONS.filter((operation) => refuseOperationOf(actor, state, relations, operation) === null).filter((operation) =>
      isPossible(operation, actor, release, parts, task),
    ),
    signers: seesDrafts(actor, head) || !isReview(definition, task.element) ? signerViews(db, actor, parts, task.id) : [],
    revision: head.revision,
    changes: mine && mine.revision < head.revision ? changesSince(db.reference, parts, mine.revision) : [],
    steps,
    ahead: caseWay(db, actor, parts).ahead,
    timeline: timelineOf(db, actor, parts),
    reply: replyOf(db, actor, parts),
    outcome: shown.outcome,
    review: canDecide ? await reviewAids(db, task.formKey, parts) : null,
    screening: isOutsider(actor) ? null : parts.screening,
    overlaps: await collectionOverlaps(db, actor, parts),
  };
}

function outcomeView(key: Outcome['key']): OutcomeView {
  const { label, effect, reason, basis, list } = outcomeOf(key);
  return { key, label, effect, requires: { reason, basis, list } };
}

function whyNot(state: TaskState, task: CaseRows['tasks'][number], actor: Actor, reason: string): string {
  if (state === 'decided') return task.decidedBy === actor.accountId ? 'task_decided_by_you' : 'task_decided';
  if (state === 'cancelled') return 'task_cancelled';
  return reason;
}
