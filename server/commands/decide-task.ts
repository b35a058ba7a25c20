import type { Answers } from '#forms/answers.ts';
import { cleanLines } from '#forms/fields/clean.ts';
import { validate } from '#forms/validate.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { may } from '#server/auth/ability.ts';
import { refuseOperationOf, standingOf, takenTurn } from '#server/auth/operation.ts';
import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { takeAttachments } from '#server/db/attachments.ts';
import { readEntryContent, readRegister } from '#server/db/catalogue-register.ts';
import { answerClock, endReadClocks, liveClock, restartWaiting, stopLiveClock } from '#server/db/clocks.ts';
import { applicationIn, keepContent } from '#server/db/contents.ts';
import { coordinate } from '#server/db/coordination.ts';
import { issueDocuments } from '#server/db/documents.ts';
import type { Kept } from '#server/db/contents.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Task } from '#server/db/entities/task.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { transactNoted } from '#server/db/ledger.ts';
import { quarantine } from '#server/db/quarantine.ts';
import { numberItems, showProposal } from '#server/db/proposals.ts';
import { record } from '#server/db/record.ts';
import { CONTEXT_PARTS, contextIn } from '#server/db/form-options.ts';
import type { ContextRows } from '#server/db/form-options.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { hasChangedSince, noteSeen } from '#server/db/review-seen.ts';
import { reviewIn } from '#server/db/reviews.ts';
import { changesSince } from '#server/db/revisions.ts';
import { signStep } from '#server/db/sign-step.ts';
import type { Signed } from '#server/db/sign-step.ts';
import { standingWith } from '#server/db/standing.ts';
import type { Written } from '#server/db/share-record.ts';
import { signersIn } from '#server/db/signers.ts';
import { tellOutcome } from '#server/db/tell-engine.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { JudgedAct, Subject } from '#server/domain/case-kinds.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { parseClock, stopReasonOf } from '#server/domain/clocks.ts';
import { refuseAct } from '#server/domain/decide-task.ts';
import { momentAfter } from '#server/domain/documents/registry.ts';
import { refuseExtension } from '#server/domain/extension.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isReviewDuty, refuseReviewAct } from '#server/domain/confidentiality/refuse-act.ts';
import { learnedFacts } from '#server/domain/confidentiality/sheet.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { replyStateAfter, toldOf } from '#server/domain/reply-drafts.ts';
import { stepFor } from '#server/domain/signers.ts';
import { signsAlone } from '#server/domain/signing-row.ts';
import { clockOf, contentKindOf, stepOf } from '#server/domain/steps.ts';
import type { Act } from '#server/domain/tasks.ts';
import type { Step } from '#processes/definition.ts';

export type DecideTask = Act & {
  readonly taskId: string;
  readonly answers: Answers;
  readonly revision: number;
  /** Signed in a row with others: only what may be. */
  readonly inRow?: boolean | undefined;
};
const PARTS = [...CONTEXT_PARTS, 'clocks', 'signers', 'visits'] as const;
const NO_ANSWERS = { ok: true, answers: {} } as const;

export type Decided = { readonly taskId: string; readonly caseId: string; readonly outcome: string };

/**
 * Decides a task. Of several people at once one wins, the others get `already_decided`; who read an older
 * revision gets `stale_revision` with the difference. State, signature, events, clocks and the message to the
 * engine are one transaction. What a refused one tried may stand in the ledger of responsibility.
 */
export async function decideTask(db: Db, actor: Actor, given: DecideTask): Promise<Decided | Refusal> {
  const input = { ...given, opinion: cleanLines(given.opinion), basis: cleanLines(given.basis) };
  return transactNoted<Decided | Refusal>(db, actor, input, async (tx) => {
    const locked = await lockTask(tx, input.taskId, PARTS, actor.accountId);
    if (!locked) return refuse('not_found', { reason: 'task_not_found' });
    const { file, task, parts } = locked;
    const place = { ...task, parties: file.parties, keptFrom: file.keptFrom };
    if (!may(actor, 'read', 'Task', place)) return refuse('not_found', { reason: 'task_not_found' });

    const release = releaseOf(tx.reference, file.processKey, file.release);
    const drawn = stepOf(release.definition, task.element);
    const signers = signersIn(parts, task, drawn.signing, () => tx.newId());
    const standing = standingOf(actor, release, file, task, drawn, signers);
    const notAllowed = refuseOperationOf(actor, task.state, standing.relations, 'decide');
    if (notAllowed) return notAllowed;
    const turn = takenTurn(standing);
    if (isRefusal(turn)) return turn;
    const step = stepFor(drawn, turn.signer);
    if (input.inRow && signsAlone(file.processKey, step, file.facts)) return refuse('wrong_state', { reason: 'signs_alone' });
    const earlier = parts.decisions.filter((decision) => decision.element === task.element && decision.taskId !== task.id);
    const refused = refuseAct({ state: task.state, step }, input, {
      earlierOutcomes: earlier.map((decision) => decision.outcome),
      currentRevision: file.revision,
      readRevision: input.revision,
      quarantined: file.quarantinedAt != null,
      lapsed: clockOf(release.definition, step).atDue === 'expired' && task.dueAt != null && tx.at > task.dueAt,
    });
    if (refused?.code === 'stale_revision') return { ...refused, changes: changesSince(tx.reference, parts, input.revision) };
    if (refused) return refused;
    const isDrawn = turn.signer.place === 'drawn';
    const checked = isDrawn ? checkAnswers(tx, parts, step, task, input) : NO_ANSWERS;
    if (!checked.ok && input.inRow) return refuse('wrong_state', { reason: 'row_needs_form' });
    if (!checked.ok) return refuse('invalid', { fields: checked.fields });
    const subject = await subjectOf(tx, file, parts);
    const act = { formKey: task.formKey, outcome: input.outcome, answers: checked.answers };
    const judged = isDrawn ? await refuseByKind(tx, file, subject, parts, act) : null;
    if (judged) return judged;
    const emptyConsent = await refuseConsent(tx, file, step, input.outcome, checked.answers);
    if (emptyConsent) return emptyConsent;
    const unfit = await refuseReview(tx, file, parts, release, step, { outcome: input.outcome, answers: checked.answers });
    if (unfit) return unfit;

    const answers = await numbered(tx, file, parts, contentKindOf(step, release.startForm) === 'application', checked.answers);
    const content = await keepAct(tx, actor, file, step, release.startForm, task, subject, { ...input, answers });
    if (isRefusal(content)) return content;
    if (content.kind === 'application' && kindOf(file.processKey).subject === 'entry_or_new') await showProposal(tx, file, answers);
    const learned =
      learnedFacts(task.formKey, checked.answers, file.facts) ??
      kindOf(file.processKey).learns?.(task.formKey, input.outcome, checked.answers);
    if (learned) file.facts = { ...file.facts, ...learned };
    const signed = signStep(tx, actor, { file, task, parts, step: drawn, signers }, turn, content, input.outcome);
    const { outcome } = signed;
    if (isDrawn) noteSeen(tx, drawn.duty, signed.row.id, parts.entry);
    if (isSuspicion(input.outcome)) await quarantine(tx, file, signed.row.id);
    const written = { formKey: task.formKey, formVersion: task.formVersion, ...input, answers: checked.answers };
    await issueAfter(tx, file, parts, release, signed, { ...written, name: actor.name });
    // What moved a reply is a draft of it, also while others must still sign.
    file.replyState = replyStateAfter(release.definition, file.replyState, { element: task.element, outcome });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    if (outcome === null) return { taskId: task.id, caseId: file.id, outcome: input.outcome };
    await settleClocks(tx, file, parts, release, drawn, outcome);
    coordinate(tx, file, parts, outcome);
    tellOutcome(tx, file, task, parts, outcome, { ...(content.kind === 'application' ? file.facts : {}), ...learned });
    return { taskId: task.id, caseId: file.id, outcome };
  });
}

function checkAnswers(tx: Tx, parts: ContextRows, step: Step, task: Task, input: DecideTask) {
  const schema = formOf(tx.reference, { key: task.formKey, version: task.formVersion });
  return validate(schema, input.answers, {
    today: dayOf(tx.at, tx.reference.calendar.timezone),
    outcome: input.outcome,
    ...contextIn(parts, schema, tx, step),
  });
}

/** What the case is about, as its kind judges it. */
async function subjectOf(tx: Tx, file: CaseFile, { entry, grantAsked }: Pick<ContextRows, 'entry' | 'grantAsked'>): Promise<Subject> {
  const published = kindOf(file.processKey).subject === 'entry_or_new' && entry ? await readEntryContent(tx.em, entry.id) : null;
  return { entry, grant: grantAsked, published };
}

/** A wording that comes back names its new items. */
async function numbered(tx: Tx, file: CaseFile, { contents }: ContextRows, isWording: boolean, answers: Answers): Promise<Answers> {
  if (!isWording || file.entryId == null || kindOf(file.processKey).subject !== 'entry_or_new') return answers;
  const before = contents.filter(({ kind }) => kind === 'application').map((content) => content.answers);
  return numberItems(tx, file.entryId, answers, before);
}

/** What the form cannot know: the rules of the process itself. */
async function refuseByKind(
  tx: Tx,
  file: CaseFile,
  subject: Subject,
  parts: ContextRows,
  act: Pick<JudgedAct, 'formKey' | 'outcome' | 'answers'>,
): Promise<Refusal | null> {
  const { judge } = kindOf(file.processKey);
  if (!judge) return null;
  const application = applicationIn(parts).answers;
  const register = await readRegister(tx.em, {
    providerId: file.providerId,
    entryId: subject.entry?.id ?? null,
    caseId: file.id,
    application,
  });
  const fields = judge({ ...act, application, subject }, register);
  return Object.keys(fields).length === 0 ? null : refuse('invalid', { fields });
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
  step: Step,
  startForm: string,
  task: Task,
  subject: Subject,
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

  if (kind === 'application') rerouteRevised(tx, file, subject, act.answers);
  record(tx, file, actor.accountId, {
    type: kind === 'application' ? 'case.revised' : 'case.supplemented',
    data: { taskId: task.id, revision: file.revision, contentId: content.id, contentHash: content.hash },
  });
  return content;
}

/** Other items may have another level: the facts that steer are worked out again. */
function rerouteRevised(tx: Tx, file: CaseFile, subject: Subject, answers: Answers): void {
  file.facts = kindOf(file.processKey).facts({ subject, applicantId: file.applicantId, answers, city: tx.reference.city });
}

/** A step that is decided may call for documents, which tell of the signatures that stand. */
async function issueAfter(
  tx: Tx,
  file: CaseFile,
  parts: Pick<CaseRows, 'decisions' | 'tasks'>,
  release: Release,
  { row, outcome }: Signed,
  { name, ...written }: Written & { readonly name: string },
): Promise<void> {
  if (outcome === null) return;
  const moment = momentAfter(release.definition, standingWith(parts, { row, outcome }));
  if (moment) await issueDocuments(tx, file, moment, { signed: { row, outcome, written, name } });
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
