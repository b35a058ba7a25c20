import type { Answers } from '#forms/answers.ts';
import { cleanLines } from '#forms/fields/clean.ts';
import { validate } from '#forms/validate.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { may } from '#server/auth/ability.ts';
import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { takeAttachments } from '#server/db/attachments.ts';
import { answerClock, endReadClocks, liveClock, restartWaiting, stopLiveClock } from '#server/db/clocks.ts';
import { keepContent } from '#server/db/contents.ts';
import type { Kept } from '#server/db/contents.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Task } from '#server/db/entities/task.ts';
import { closeTask, lockTask } from '#server/db/lock-case.ts';
import { enqueue } from '#server/db/outbox.ts';
import { quarantine } from '#server/db/quarantine.ts';
import { record } from '#server/db/record.ts';
import { CONTEXT_PARTS, contextIn } from '#server/db/form-options.ts';
import type { ContextRows } from '#server/db/form-options.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { hasChangedSince, noteSeen } from '#server/db/review-seen.ts';
import { reviewIn } from '#server/db/reviews.ts';
import { changesSince } from '#server/db/revisions.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { parseClock, stopReasonOf } from '#server/domain/clocks.ts';
import { refuseAct } from '#server/domain/decide-task.ts';
import { answersOwnSide } from '#server/domain/duties.ts';
import { refuseExtension } from '#server/domain/extension.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isReviewDuty, refuseReviewAct } from '#server/domain/confidentiality/refuse-act.ts';
import { learnedFacts } from '#server/domain/confidentiality/sheet.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { replyStateAfter, toldOf } from '#server/domain/reply-drafts.ts';
import { payloadHash } from '#server/domain/signature.ts';
import { clockOf, contentKindOf, stepOf } from '#server/domain/steps.ts';
import type { Act } from '#server/domain/tasks.ts';
import type { Step } from '#processes/definition.ts';

export type DecideTask = Act & { readonly taskId: string; readonly answers: Answers; readonly revision: number };
const PARTS = [...CONTEXT_PARTS, 'clocks'] as const;

export type Decided = { readonly taskId: string; readonly caseId: string; readonly outcome: string };

/**
 * Decides a task. Of several people at once one wins, the others get `already_decided`; who read an older
 * revision gets `stale_revision` with the difference. State, signature, events, clocks and the message to the
 * engine are one transaction.
 */
export async function decideTask(db: Db, actor: Actor, given: DecideTask): Promise<Decided | Refusal> {
  const input = { ...given, opinion: cleanLines(given.opinion), basis: cleanLines(given.basis) };
  return transact(db, async (tx) => {
    const locked = await lockTask(tx, input.taskId, PARTS, actor.accountId);
    if (!locked) return refuse('not_found', { reason: 'task_not_found' });
    const { file, task, parts } = locked;
    const place = { ...task, parties: file.parties };
    if (!may(actor, 'read', 'Task', place)) return refuse('not_found', { reason: 'task_not_found' });
    // Also of a closed task: that it is closed says something to whom it was never offered.
    if (!actor.groups.some((group) => task.candidates.includes(group))) return refuse('forbidden', { reason: 'not_a_candidate' });
    if (task.state === 'open' && task.barred.includes(actor.accountId)) return refuse('forbidden', { reason: 'own_case' });
    if (task.state === 'open' && !may(actor, 'decide', 'Task', place)) return refuse('forbidden', { reason: 'not_a_candidate' });

    const release = releaseOf(tx.reference, file.processKey, file.release);
    const step = stepOf(release.definition, task.element);
    if (task.state === 'open' && answersOwnSide(release.definition, step, file.facts, actor))
      return refuse('forbidden', { reason: 'own_case' });
    const earlier = parts.decisions.filter((decision) => decision.element === task.element);
    const refused = refuseAct({ state: task.state, step }, input, {
      earlierOutcomes: earlier.map((decision) => decision.outcome),
      currentRevision: file.revision,
      readRevision: input.revision,
      quarantined: file.quarantinedAt != null,
      lapsed: clockOf(release.definition, step).atDue === 'expired' && task.dueAt != null && tx.at > task.dueAt,
    });
    if (refused?.code === 'stale_revision') return { ...refused, changes: changesSince(tx.reference, parts, input.revision) };
    if (refused) return refused;
    const checked = checkAnswers(tx, parts, task, input);
    if (!checked.ok) return refuse('invalid', { fields: checked.fields });
    const emptyConsent = await refuseConsent(tx, file, step, input.outcome, checked.answers);
    if (emptyConsent) return emptyConsent;
    const unfit = await refuseReview(tx, file, parts, release, step, { outcome: input.outcome, answers: checked.answers });
    if (unfit) return unfit;

    const content = await keepAct(tx, actor, file, parts, step, release.startForm, task, { ...input, answers: checked.answers });
    if (isRefusal(content)) return content;
    const learned =
      learnedFacts(task.formKey, checked.answers, file.facts) ??
      kindOf(file.processKey).learns?.(task.formKey, input.outcome, checked.answers);
    if (learned) file.facts = { ...file.facts, ...learned };
    const decisionId = sign(tx, actor, file, task, content, input.outcome);
    noteSeen(tx, step.duty, decisionId, parts.entry);
    if (isSuspicion(input.outcome)) await quarantine(tx, file, decisionId);
    file.replyState = replyStateAfter(release.definition, file.replyState, { element: task.element, outcome: input.outcome });
    await settleClocks(tx, file, parts, release, step, input.outcome);
    enqueue(tx, file.id, {
      kind: 'job.complete',
      jobKey: task.jobKey,
      taskId: task.id,
      variables: { [task.element]: input.outcome, ...(content.kind === 'application' ? file.facts : {}), ...learned },
    });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { taskId: task.id, caseId: file.id, outcome: input.outcome };
  });
}

function checkAnswers(tx: Tx, parts: ContextRows, task: Task, input: DecideTask) {
  const schema = formOf(tx.reference, { key: task.formKey, version: task.formVersion });
  return validate(schema, input.answers, {
    today: dayOf(tx.at, tx.reference.calendar.timezone),
    outcome: input.outcome,
    ...contextIn(parts, schema, tx),
  });
}

/** A consent to an extension that the clock could not carry out any more would be an empty promise. */
async function refuseConsent(tx: Tx, file: CaseFile, step: Step, outcome: string, answers: Answers): Promise<Refusal | null> {
  if (step.duty !== 'extension-consent' || outcome !== 'agree') return null;
  const row = await answerClock(tx, file);
  if (!row) return refuse('wrong_state', { reason: 'clock_not_running' });
  return refuseExtension(parseClock(row.detail), tx.reference.calendar, Number(answers['grantedDays']), tx.at, 'grantedDays');
}

/** What a review may say, judged on all that was signed and answered in it before. */
async function refuseReview(
  tx: Tx,
  file: CaseFile,
  parts: ContextRows,
  { definition }: Release,
  { duty }: Step,
  act: Pick<DecideTask, 'outcome' | 'answers'>,
): Promise<Refusal | null> {
  if (duty === null || !isReviewDuty(duty)) return null;
  const review = reviewIn(definition, { ...parts, ...(await partsOf(tx.em, file.id, ['events'])) });
  const contentChanged = await hasChangedSince(tx, review, parts.entry);
  return refuseReviewAct({ duty, ...act, facts: file.facts, items: parts.entry?.items ?? [], review, contentChanged });
}

/** Writes down what was said; a revised application or a supplement is a new revision of the content. */
async function keepAct(
  tx: Tx,
  actor: Actor,
  file: CaseFile,
  parts: ContextRows,
  step: Step,
  startForm: string,
  task: Task,
  act: DecideTask,
): Promise<Kept | Refusal> {
  const kind = contentKindOf(step, startForm);
  const form = { key: task.formKey, version: task.formVersion };
  if (kind !== 'decision') file.revision += 1;
  const content = keepContent(tx, actor, file, {
    kind,
    element: task.element,
    form,
    answers: act.answers,
    opinion: act.opinion,
    basis: act.basis,
    erased: isSuspicion(act.outcome),
  });
  const taken = await takeAttachments(tx, actor, file, act.answers);
  if (isRefusal(taken)) return taken;
  if (kind === 'decision') return content;

  if (kind === 'application') rerouteRevised(file, parts, act.answers);
  record(tx, file, actor.accountId, {
    type: kind === 'application' ? 'case.revised' : 'case.supplemented',
    data: { taskId: task.id, revision: file.revision, contentId: content.id, contentHash: content.hash },
  });
  return content;
}

/** Other items may have another level: the facts that steer are worked out again. */
function rerouteRevised(file: CaseFile, { entry, grantAsked }: ContextRows, answers: Answers): void {
  const subject = { entry, grant: grantAsked };
  file.facts = kindOf(file.processKey).facts({ subject, applicantId: file.applicantId, answers });
}

function sign(tx: Tx, actor: Actor, file: CaseFile, task: Task, content: Kept, outcome: string): string {
  const actingAs = actor.groups.find((group) => task.candidates.includes(group));
  if (!actingAs) throw new Error(`${actor.accountId} is no candidate of task ${task.id}`);
  const signature = {
    taskId: task.id,
    element: task.element,
    round: task.round,
    outcome,
    accountId: actor.accountId,
    actingAs,
    revision: file.revision,
    contentHash: content.hash,
    decidedAt: tx.at.toISOString(),
  };
  const decisionId = tx.newId();
  const signed = payloadHash(signature);
  tx.writes.insert('decision', {
    id: decisionId,
    case_id: file.id,
    task_id: task.id,
    element: task.element,
    round: task.round,
    outcome,
    account_id: actor.accountId,
    acting_as: actingAs,
    revision: file.revision,
    content_id: content.id,
    payload_hash: signed,
    decided_at: tx.at,
  });
  task.outcome = outcome;
  task.decidedBy = actor.accountId;
  closeTask(tx, task, 'decided');
  record(tx, file, actor.accountId, {
    type: 'task.decided',
    data: {
      taskId: task.id,
      element: task.element,
      run: file.run,
      round: task.round,
      decisionId,
      outcome,
      actingAs,
      revision: file.revision,
      payloadHash: signed,
    },
  });
  return decisionId;
}

/** What is said with a suspicion may quote the secret: it is hashed, and kept nowhere. */
function isSuspicion(outcome: string): boolean {
  return isOutcomeKey(outcome) && outcomeOf(outcome).effect === 'quarantines';
}

/** A request for a supplement stops the duty's clock; the supplement starts it anew; a step's own clock ends with it. */
async function settleClocks(
  tx: Tx,
  file: CaseFile,
  parts: Pick<CaseRows, 'clocks'>,
  release: Release,
  step: Step,
  outcome: string,
): Promise<void> {
  const place = clockOf(release.definition, step);
  const asks = isOutcomeKey(outcome) && outcomeOf(outcome).effect === 'asks';
  if (asks) {
    const running = await liveClock(tx, file.id, place.limitKey, place.until);
    if (running) await stopLiveClock(tx, file, running, stopReasonOf(outcome));
  }
  if (!asks) endReadClocks(tx, file, parts, step.element);
  await restartWaiting(tx, file, release.definition, step);
}
