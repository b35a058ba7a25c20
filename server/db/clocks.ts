import type { ProcessDefinition, Step } from '#processes/definition.ts';
import { limitFor } from '#server/domain/deadlines.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { endClock, nextAttentionAt, parseClock, restartClock, startClock, stopClock } from '#server/domain/clocks.ts';
import type { AtDue, Clock, StopReason } from '#server/domain/clocks.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { clockOf, stillWaitedFor, waitsFor } from '#server/domain/steps.ts';
import type { CaseRows } from './case-rows.ts';
import type { CaseFile } from './entities/case-file.ts';
import { CaseClock } from './entities/clock.ts';
import { Task } from './entities/task.ts';
import { record, SYSTEM } from './record.ts';
import { releaseOf } from './reference.ts';
import type { Tx } from './transact.ts';

/** A limit of a step: where its clock starts and where it ends, as drawn (flows.md: header `limit`). */
export type ClockPlace = { readonly limitKey: string; readonly element: string; readonly untilElement: string; readonly atDue: AtDue };

/** The live clock of a limit, or null: at most one by (case, limit, end). */
export async function liveClock(tx: Tx, caseId: string, limitKey: string, untilElement?: string): Promise<CaseClock | null> {
  return tx.em.findOne(CaseClock, {
    caseId,
    limitKey,
    state: { $in: ['running', 'stopped'] },
    ...(untilElement === undefined ? {} : { untilElement }),
  });
}

/** The clock that may be extended: that of the step where the drawing waits for the request; null before and after. */
export async function answerClock(tx: Tx, file: CaseFile): Promise<CaseClock | null> {
  const { definition } = releaseOf(tx.reference, file.processKey, file.release);
  const step = definition.steps.find(({ element }) => waitsFor(definition, element, 'extension.requested'));
  if (step === undefined) return null;
  const { limitKey, until } = clockOf(definition, step);
  return liveClock(tx, file.id, limitKey, until);
}

/** Starts the clock unless it runs already: the steps of one legal duty share one clock. */
export async function ensureClock(tx: Tx, file: CaseFile, place: ClockPlace): Promise<CaseClock> {
  return (await liveClock(tx, file.id, place.limitKey, place.untilElement)) ?? beginClock(tx, file, place);
}

/** Starts the clock of a limit that has none live. */
export function beginClock(tx: Tx, file: CaseFile, place: ClockPlace): CaseClock {
  const { calendar, deadlines } = tx.reference;
  const limit = limitFor(deadlines, place.limitKey, dayOf(tx.at, calendar.timezone), file.facts['urgent'] === true);
  const started = startClock(limit, calendar, tx.at, place.atDue);
  const row = tx.em.create(CaseClock, {
    id: tx.newId(),
    caseId: file.id,
    limitKey: place.limitKey,
    element: place.element,
    untilElement: place.untilElement,
    ...columnsOf(tx, started),
  });
  tx.em.persist(row);
  record(tx, file, SYSTEM, {
    type: 'clock.started',
    data: { clockId: row.id, limitKey: row.limitKey, element: row.element, startDay: started.startDay, dueAt: started.dueAt.toISOString() },
  });
  return row;
}

export async function stopLiveClock(tx: Tx, file: CaseFile, row: CaseClock, reason: StopReason): Promise<void> {
  const stopped = stopClock(parseClock(row.detail), tx.at, reason);
  if (isRefusal(stopped)) return;
  keepClock(tx, row, stopped);
  record(tx, file, SYSTEM, { type: 'clock.stopped', data: { clockId: row.id, limitKey: row.limitKey, reason } });
}

export async function restartStoppedClock(tx: Tx, file: CaseFile, row: CaseClock): Promise<void> {
  const running = restartClock(parseClock(row.detail), tx.reference.calendar, tx.at);
  if (isRefusal(running)) return;
  keepClock(tx, row, running);
  record(tx, file, SYSTEM, {
    type: 'clock.restarted',
    data: { clockId: row.id, limitKey: row.limitKey, startDay: running.startDay, dueAt: running.dueAt.toISOString() },
  });
}

/** Runs the clock again that stood still for this step, once nobody else is waited for. */
export async function restartWaiting(tx: Tx, file: CaseFile, definition: ProcessDefinition, step: Step): Promise<void> {
  if (step.stops === null) return;
  const open = await tx.em.find(Task, { caseId: file.id, state: 'open' });
  const elements = open.map(({ element }) => element);
  if (stillWaitedFor(definition, step, elements)) return;
  const stopped = await liveClock(tx, file.id, step.stops);
  if (stopped) await restartStoppedClock(tx, file, stopped);
}

/** Ends the clocks, of those that the command has read with its case, that were to run until this element; with none given, all. */
export function endReadClocks(tx: Tx, file: CaseFile, { clocks }: Pick<CaseRows, 'clocks'>, untilElement?: string): void {
  for (const row of clocks)
    if (untilElement === undefined || row.untilElement === untilElement) endOne(tx, file, tx.em.merge(CaseClock, { ...row }));
}

function endOne(tx: Tx, file: CaseFile, row: CaseClock): void {
  const ended = endClock(parseClock(row.detail), tx.at);
  if (isRefusal(ended)) return;
  keepClock(tx, row, ended);
  record(tx, file, SYSTEM, { type: 'clock.ended', data: { clockId: row.id, limitKey: row.limitKey, late: ended.late } });
}

/** Writes a clock's new state into its row, with the instant at which the scheduler must look again. */
export function keepClock(tx: Tx, row: CaseClock, clock: Clock): void {
  tx.em.assign(row, columnsOf(tx, clock));
}

/** The columns of a clock's state. */
export function columnsOf(tx: Tx, clock: Clock) {
  return {
    state: clock.state,
    // As it will be read back: dates as text.
    detail: JSON.parse(JSON.stringify(clock)) as unknown,
    dueAt: clock.state === 'running' ? clock.dueAt : null,
    attentionAt: nextAttentionAt(clock, tx.reference.calendar),
    calendarRevision: tx.reference.calendarRevision,
  };
}
