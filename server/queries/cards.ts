import { validate } from '#forms/validate.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { releaseOf } from '#server/db/reference.ts';
import { readCase } from '#server/db/case-rows.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { leaderGroups, signsAlone } from '#server/domain/signing-row.ts';
import { stepOf } from '#server/domain/steps.ts';
import { inbox } from './inbox.ts';
import { signingRow } from './signing-row.ts';
import type { RowItem } from './signing-row.ts';
import { taskDetails } from './task-details.ts';
import type { OutcomeView, TaskDetails } from './task-details.ts';

export type Card = {
  readonly task: TaskDetails;
  /** The outcomes that need no form filled in; the others are chosen on the task's own page. */
  readonly outcomes: readonly OutcomeView[];
  /** Signed by itself with a look at the password, never in a row. */
  readonly alone: boolean;
};

export type Cards = {
  readonly card: Card | null;
  /** Of those not in the row: which one this is, how many there are (the first 50 count), and which comes next. */
  readonly place: number;
  readonly count: number;
  readonly next: string | null;
  readonly row: readonly RowItem[];
};

const MOST = 50;

/** A leader's open tasks, one on the screen at a time, the most urgent first; and what waits for the signature. */
export async function cards(db: Db, actor: Actor, input: { readonly taskId?: string | undefined }): Promise<Cards | Refusal> {
  const groups: readonly string[] = leaderGroups(actor);
  const row = await signingRow(db, actor);
  const { items } = await inbox(db, actor, { box: 'todo', limit: MOST });
  const waiting = items
    .filter((item) => item.candidates.some((group) => groups.includes(group)))
    .map((item) => item.id)
    .filter((id) => !row.some(({ taskId }) => taskId === id));
  const wanted = input.taskId !== undefined && waiting.includes(input.taskId) ? input.taskId : waiting[0];
  if (wanted === undefined) return { card: null, place: 0, count: 0, next: null, row };
  const task = await taskDetails(db, actor, { taskId: wanted });
  if (isRefusal(task)) return task;
  const place = waiting.indexOf(wanted);
  const next = waiting[place + 1] ?? waiting.find((id) => id !== wanted) ?? null;
  return { card: await cardOf(db, task), place: place + 1, count: waiting.length, next, row };
}

/** What of a task may be decided without its form, and whether only by itself. */
export async function cardOf(db: Db, task: TaskDetails): Promise<Card> {
  const { schema, options, known } = task.form;
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const outcomes = task.outcomes.filter(({ key }) => validate(schema, task.answers, { today, outcome: key, options, known }).ok);
  const parts = await readCase(db.orm.em.fork(), { taskId: task.id }, ['head']);
  if (!parts) throw new Error(`case of task ${task.id} is gone`);
  const { definition } = releaseOf(db.reference, parts.head.processKey, parts.head.release);
  return { task, outcomes, alone: signsAlone(parts.head.processKey, stepOf(definition, task.element), parts.head.facts) };
}
