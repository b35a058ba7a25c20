import { lockClocks, writeBatch } from '#server/db/clock-batch.ts';
import type { BatchChanges, ClockBatch, DueClock, OpenStep, RemindedCase } from '#server/db/clock-batch.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { keepClock, restartWaiting } from '#server/db/clocks.ts';
import { copiesFor } from '#server/db/copies.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { Task } from '#server/db/entities/task.ts';
import { endCase } from '#server/db/end-case.ts';
import { CaseClock } from '#server/db/entities/clock.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notifyFiler } from '#server/db/notices.ts';
import { rows } from '#server/db/orm.ts';
import { enqueue } from '#server/db/outbox.ts';
import { lateAnswers } from '#server/db/ledger.ts';
import { nextEvent, record, SYSTEM } from '#server/db/record.ts';
import type { Happening } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import { dueReminders, expireClock, noteReminder, parseClock } from '#server/domain/clocks.ts';
import type { Reminder, RunningClock } from '#server/domain/clocks.ts';
import { escalatedTo, headsOf } from '#server/domain/escalation.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { endsWhenSilent, stepOf } from '#server/domain/steps.ts';
import type { Step } from '#processes/definition.ts';
import { closeTask } from '#server/db/lock-case.ts';
import { evaluateFeel } from '#processes/feel.ts';

/** So many cases are locked at once, for some hundredths of a second: whoever decides in one of them does not notice. */
const BATCH = 200;

/**
 * Attends to all clocks whose time has come: reminders at 50 % and 80 %, overdue (the head is told), overdue for two
 * working days more (the bureau is told), and the lapse of a chance that nobody used. Nothing is ever approved by time.
 * Returns how often a clock was attended to.
 */
export async function attendClocks(db: Db, ending?: AbortSignal): Promise<number> {
  const failures = new Map<string, unknown>();
  let attended = 0;
  while (ending?.aborted !== true) {
    const due = await dueClocks(db, [...failures.keys()]);
    const done = await attendEach(db, due, failures);
    if (done === 0) break;
    attended += done;
  }
  if (failures.size > 0) throw new AggregateError(failures.values(), `${failures.size} clocks could not be attended to`);
  return attended;
}

async function dueClocks(db: Db, failed: readonly string[]): Promise<string[]> {
  const due = await rows<{ id: string }>(
    db.orm.em.fork(),
    `select id from clock where attention_at <= ? and not (id = any (?::uuid[])) order by attention_at limit ${BATCH}`,
    [db.now(), failed],
  );
  return due.map(({ id }) => id);
}

/**
 * One clock that cannot be attended to must not keep the others waiting: what fails together is tried one by one. So are
 * those that are left when all their cases are in somebody's hands.
 */
async function attendEach(db: Db, due: readonly string[], failures: Map<string, unknown>): Promise<number> {
  const together = due.length === 1 ? 0 : await attendTogether(db, due).catch(() => 0);
  if (together > 0) return together;
  let done = 0;
  for (const id of due) {
    done += await attendTogether(db, [id]).catch((error: unknown) => {
      failures.set(id, error);
      return 0;
    });
  }
  return done;
}

async function attendTogether(db: Db, due: readonly string[]): Promise<number> {
  const { attended, lapsing } = await transact(db, async (tx) => {
    const batch = await lockClocks(tx, due);
    if (batch.clocks.length === 0) return { attended: 0, lapsing: [] };
    const coordination = await coordinationGroups(tx);
    const changes: BatchChanges = { clocks: [], events: [], copies: [], reminders: [], late: [], notices: [] };
    const lapsing: DueClock[] = [];
    for (const row of batch.clocks) {
      const clock = parseClock(row.detail);
      const file = batch.files.get(row.caseId);
      const [reminder] = dueReminders(clock, tx.reference.calendar, tx.at);
      if (reminder === 'expired') lapsing.push(row);
      else if (!reminder || !file || clock.state !== 'running') changes.clocks.push({ id: row.id, clock });
      else remind(tx, changes, { file, row, clock, kind: reminder, open: openUnder(tx, batch, file, row), coordination });
    }
    writeBatch(tx, batch.files.values(), changes);
    return { attended: changes.clocks.length, lapsing };
  });
  let lapsed = 0;
  for (const row of lapsing) lapsed += (await transact(db, (tx) => lapse(tx, row))) ? 1 : 0;
  return attended + lapsed;
}

type Due = {
  readonly file: RemindedCase;
  readonly row: DueClock;
  readonly clock: RunningClock;
  readonly kind: Exclude<Reminder, 'expired'>;
  /** What is to be done under the clock. */
  readonly open: readonly OpenStep[];
  readonly coordination: readonly string[];
};

function remind(tx: Tx, changes: BatchChanges, due: Due): void {
  const { file, row, clock, kind, open } = due;
  const dueAt = clock.dueAt.toISOString();
  changes.clocks.push({ id: row.id, clock: noteReminder(clock, kind) });
  changes.events.push(nextEvent(tx, file, SYSTEM, happened(due, dueAt)));
  const asked = open.length > 0 ? open.flatMap((step) => step.asked) : firstAskedUnder(tx, file, row);
  if (kind === 'overdue') changes.late.push(...lateAnswers(tx, row, asked, clock.dueAt));
  const above = toldAbove(due, asked);
  // Whoever is told of a case may open it.
  if (above.length > 0) changes.copies.push(...copiesFor(tx, file, above, `${kind}:${row.id}:${dueAt}`));
  const groups = [...new Set(kind === 'escalated' ? above : [...asked, ...above])];
  for (const group of groups) {
    changes.reminders.push({
      id: tx.newId(),
      case_id: file.id,
      clock_id: row.id,
      group_id: group,
      kind,
      due_at: clock.dueAt,
      created_at: tx.at,
    });
  }
  const notice = { kind: NOTICE_OF[kind], detail: kind, source: `clock:${row.id}:${kind}:${dueAt}`, caseId: file.id };
  // Each with the way to their own task; who is told above them finds the case.
  if (kind !== 'escalated') {
    changes.notices.push(...open.map((task) => ({ ...notice, taskId: task.id, groups: task.asked, except: task.barred })));
    if (open.length === 0) changes.notices.push({ ...notice, groups: asked });
  }
  changes.notices.push({ ...notice, groups: above });
}

function happened({ row, kind }: Due, dueAt: string): Happening {
  const data = { clockId: row.id, limitKey: row.limitKey, dueAt };
  return kind === 'overdue' || kind === 'escalated' ? { type: `clock.${kind}`, data } : { type: 'clock.reminded', data: { ...data, kind } };
}

const NOTICE_OF: Readonly<Record<Exclude<Reminder, 'expired'>, NoticeKind>> = {
  half: 'task_due',
  eighty: 'task_due',
  overdue: 'task_overdue',
  escalated: 'task_overdue',
};

/** The open steps that must be done under this clock. */
function openUnder(tx: Tx, { steps }: ClockBatch, file: RemindedCase, row: DueClock): OpenStep[] {
  const under = stepsUnder(tx, file, row);
  return (steps.get(file.id) ?? []).filter(({ element }) => under.some((step) => step.element === element));
}

/** Before any of its steps is open (the time for provision runs while the terms are confirmed): who will be asked first. */
function firstAskedUnder(tx: Tx, file: RemindedCase, row: DueClock): string[] {
  const [step] = stepsUnder(tx, file, row);
  const groups = step === undefined ? [] : evaluateFeel(step.candidateGroups, { ...file.facts });
  return Array.isArray(groups) ? groups.map(String) : [];
}

function stepsUnder(tx: Tx, file: RemindedCase, row: DueClock) {
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  return definition.steps.filter((step) => step.limit === row.limitKey && step.limitUntil === row.untilElement);
}

function toldAbove({ file, kind, coordination }: Due, asked: readonly string[]): string[] {
  if (kind === 'overdue') return headsOf(asked, file.facts.bureau);
  return kind === 'escalated' ? escalatedTo(asked, file.facts.bureau, coordination) : [];
}

async function coordinationGroups(tx: Tx): Promise<string[]> {
  const today = dayOf(tx.at, tx.reference.calendar.timezone);
  const found = await rows<{ group: string }>(
    tx.em,
    `select distinct organisation_id || ':' || role as group from appointment
     where role = 'coordination_member' and valid_from <= ?::date and (valid_to is null or valid_to >= ?::date) order by 1`,
    [today, today],
  );
  return found.map(({ group }) => group);
}

/** Looked at again under the lock: the chance may have been used meanwhile. */
async function lapse(tx: Tx, { id, caseId }: DueClock): Promise<boolean> {
  const file = await lockCase(tx, caseId);
  const live = await partsOf(tx.em, caseId, ['clocks']);
  const read = live.clocks.find((clock) => clock.id === id);
  const expired = read && expireClock(parseClock(read.detail), tx.at);
  if (!file || !read || !expired || isRefusal(expired) || hasEnded(file.state)) return false;
  const row = tx.em.merge(CaseClock, { ...read });
  keepClock(tx, row, expired);
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  if (endsWhenSilent(definition, row.element)) {
    record(tx, file, SYSTEM, { type: 'case.lapsed', data: { element: row.element, clockId: row.id } });
    await endCase(tx, file, 'lapsed', { clocks: live.clocks.filter((clock) => clock !== read) });
    notifyFiler(tx, file, { kind: 'case_changed', detail: 'lapsed', source: 'lapsed' });
  } else await noteSilence(tx, file, row, stepOf(definition, row.element));
  enqueue(tx, file.id, {
    kind: 'message.publish',
    name: 'clock.expired',
    correlationKey: `${file.id}:${row.element}`,
    messageId: row.id,
    variables: {},
  });
  return true;
}

/**
 * Whoever was asked did not answer, and the case goes on. Of a co-author that is consent to open what was made jointly
 * (信息公开条例 Art 34), of anybody else and about anything else it is none: it is recorded as what it is.
 */
async function noteSilence(tx: Tx, file: CaseFile, row: CaseClock, step: Step): Promise<void> {
  const consents = step.duty === 'confidentiality-coauthor';
  record(tx, file, SYSTEM, { type: 'consultation.silent', data: { element: row.element, clockId: row.id, consents } });
  const task = await tx.em.findOne(Task, { caseId: file.id, element: row.element, state: 'open' });
  if (task) {
    closeTask(tx, task, 'cancelled');
    const { id, element, round } = task;
    record(tx, file, SYSTEM, { type: 'task.cancelled', data: { taskId: id, element, run: file.run, round, reason: 'silent' } });
  }
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  await restartWaiting(tx, file, definition, step);
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
}
