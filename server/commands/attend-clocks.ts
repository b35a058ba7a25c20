import { keepClock, restartWaiting } from '#server/db/clocks.ts';
import { CaseClock } from '#server/db/entities/clock.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { Task } from '#server/db/entities/task.ts';
import { endCase } from '#server/db/end-case.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { copyTo } from '#server/db/copies.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { escalatedTo, headsOf } from '#server/domain/escalation.ts';
import { dueReminders, expireClock, noteReminder, parseClock } from '#server/domain/clocks.ts';
import type { Reminder, RunningClock } from '#server/domain/clocks.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { releaseOf } from '#server/db/reference.ts';
import { endsWhenSilent, stepOf } from '#server/domain/steps.ts';
import type { Step } from '#processes/definition.ts';
import { closeTask } from '#server/db/lock-case.ts';
import { rows, run } from '#server/db/orm.ts';
import { evaluateFeel } from '#processes/feel.ts';

const BATCH = 500;

/**
 * Looks at the clocks whose time has come: reminders at 50 % and 80 %, overdue (the head is told), overdue for two
 * working days more (the bureau is told), and the lapse of a chance that nobody used. Nothing is ever approved by time.
 * Returns how many it attended to.
 */
export async function attendClocks(db: Db): Promise<number> {
  const due = await rows<{ id: string; caseId: string }>(
    db.orm.em.fork(),
    `select id, case_id as "caseId" from clock where attention_at <= ? order by attention_at limit ${BATCH}`,
    [db.now()],
  );
  const failures: unknown[] = [];
  for (const clock of due) {
    // One clock that cannot be attended to must not keep the others waiting.
    await attend(db, clock).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} clocks could not be attended to`);
  return due.length;
}

async function attend(db: Db, place: { id: string; caseId: string }): Promise<void> {
  await transact(db, async (tx) => {
    const file = await lockCase(tx, place.caseId);
    const row = await tx.em.findOneOrFail(CaseClock, { id: place.id });
    const clock = parseClock(row.detail);
    if (!file || clock.state !== 'running') return;
    const [reminder] = dueReminders(clock, tx.reference.calendar, tx.at);
    if (!reminder) {
      keepClock(tx, row, clock);
      return;
    }
    if (reminder === 'expired') await lapse(tx, file, row, clock);
    else await remind(tx, file, row, clock, reminder);
  });
}

async function remind(tx: Tx, file: CaseFile, row: CaseClock, clock: RunningClock, kind: Exclude<Reminder, 'expired'>): Promise<void> {
  keepClock(tx, row, noteReminder(clock, kind));
  const dueAt = clock.dueAt.toISOString();
  record(
    tx,
    file,
    SYSTEM,
    kind === 'overdue' || kind === 'escalated'
      ? { type: `clock.${kind}`, data: { clockId: row.id, limitKey: row.limitKey, dueAt } }
      : { type: 'clock.reminded', data: { clockId: row.id, limitKey: row.limitKey, kind, dueAt } },
  );
  const asked = await askedUnder(tx, file, row);
  const above = await toldAbove(tx, file, asked, kind);
  if (above.length > 0) {
    // Whoever is told of a case may open it.
    file.parties = [...new Set([...file.parties, ...above])];
    copyTo(tx, file, above, `${kind}:${row.id}:${dueAt}`);
  }
  const groups = [...new Set(kind === 'escalated' ? above : [...asked, ...above])];
  for (const group of groups) {
    await run(
      tx.em,
      `insert into reminder (id, case_id, clock_id, group_id, kind, due_at, created_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      [tx.newId(), file.id, row.id, group, kind, clock.dueAt, tx.at],
    );
  }
  tx.announce({ kind: 'notification', caseId: file.id, groups });
}

/**
 * Who is to act under this clock: the candidates of its steps that are open; before any of them is (the time for
 * provision runs while the terms are confirmed), those who will be.
 */
async function askedUnder(tx: Tx, file: CaseFile, row: CaseClock): Promise<string[]> {
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  const steps = definition.steps.filter((step) => step.limit === row.limitKey && step.limitUntil === row.untilElement);
  const open = await tx.em.find(Task, { caseId: file.id, element: { $in: steps.map((step) => step.element) }, state: 'open' });
  if (open.length > 0) return open.flatMap((task) => task.candidates);
  return steps.slice(0, 1).flatMap((step) => {
    const groups = evaluateFeel(step.candidateGroups, { ...file.facts });
    return Array.isArray(groups) ? groups.map(String) : [];
  });
}

async function toldAbove(tx: Tx, file: CaseFile, asked: readonly string[], kind: Exclude<Reminder, 'expired'>): Promise<string[]> {
  if (kind === 'overdue') return headsOf(asked, file.facts.bureau);
  if (kind !== 'escalated') return [];
  const today = dayOf(tx.at, tx.reference.calendar.timezone);
  const coordination = await rows<{ group: string }>(
    tx.em,
    `select distinct organisation_id || ':' || role as group from appointment
     where role = 'coordination_member' and valid_from <= ?::date and (valid_to is null or valid_to >= ?::date) order by 1`,
    [today, today],
  );
  return escalatedTo(
    asked,
    file.facts.bureau,
    coordination.map(({ group }) => group),
  );
}

async function lapse(tx: Tx, file: CaseFile, row: CaseClock, clock: RunningClock): Promise<void> {
  const expired = expireClock(clock, tx.at);
  if (isRefusal(expired) || hasEnded(file.state)) return;
  keepClock(tx, row, expired);
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  if (endsWhenSilent(definition, row.element)) {
    record(tx, file, SYSTEM, { type: 'case.lapsed', data: { element: row.element, clockId: row.id } });
    await endCase(tx, file, 'lapsed');
  } else await noteSilence(tx, file, row, stepOf(definition, row.element));
  enqueue(tx, file.id, {
    kind: 'message.publish',
    name: 'clock.expired',
    correlationKey: `${file.id}:${row.element}`,
    messageId: row.id,
    variables: {},
  });
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
