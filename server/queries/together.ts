import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { cardOf } from './cards.ts';
import { signingRow } from './signing-row.ts';
import { taskDetails } from './task-details.ts';
import type { OutcomeView, TaskDetails } from './task-details.ts';

/** A task that somebody opened, and the content that they read there. */
export type Opened = { readonly taskId: string; readonly revision: number };

export type TogetherItem = Opened & {
  readonly name: string;
  readonly number: string;
  readonly title: string;
  /** Why it cannot be decided together with others; null when it can. */
  readonly refused: Refusal | null;
};

export type Together = {
  readonly items: readonly TogetherItem[];
  /** What all of those that can have in common. */
  readonly outcomes: readonly OutcomeView[];
};

const MOST = 50;

/** Opened tasks that somebody would decide together: which of them may be, why others may not, and with which outcomes. */
export async function together(db: Db, actor: Actor, input: { readonly tasks: readonly Opened[] }): Promise<Together> {
  const row = await signingRow(db, actor);
  const wanted = input.tasks.filter(({ taskId }) => !row.some((item) => item.taskId === taskId)).slice(0, MOST);
  const items: TogetherItem[] = [];
  const offered: (readonly OutcomeView[])[] = [];
  for (const opened of wanted) {
    const task = await taskDetails(db, actor, opened);
    if (isRefusal(task)) continue;
    const { outcomes, alone } = await cardOf(db, task);
    const refused = whyNot(task, opened, alone, outcomes.length === 0);
    items.push({ ...opened, name: task.name, number: task.case.number, title: task.case.title, refused });
    if (refused === null) offered.push(outcomes);
  }
  const [first = [], ...others] = offered;
  return { items, outcomes: first.filter(({ key }) => others.every((outcomes) => outcomes.some((outcome) => outcome.key === key))) };
}

function whyNot(task: TaskDetails, { revision }: Opened, alone: boolean, needsForm: boolean): Refusal | null {
  if (!task.canDecide) return refuse('forbidden', { reason: task.cannotWhy ?? 'not_a_candidate' });
  if (alone) return refuse('wrong_state', { reason: 'signs_alone' });
  if (task.revision !== revision) return refuse('wrong_state', { reason: 'row_changed' });
  return needsForm ? refuse('wrong_state', { reason: 'row_needs_form' }) : null;
}
