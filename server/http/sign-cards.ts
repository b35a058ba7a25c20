import type { Brake } from '#server/auth/brake.ts';
import { confirmPassword } from '#server/auth/confirm-password.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import type { Decided, DecideTask } from '#server/commands/decide-task.ts';
import { putInRow } from '#server/commands/put-in-row.ts';
import { takeFromRow } from '#server/commands/take-from-row.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { signingRow } from '#server/queries/signing-row.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import type { RowItem } from '#server/queries/signing-row.ts';
import type { Opened } from '#server/queries/together.ts';

export type TogetherAct = {
  readonly tasks: readonly Opened[];
  readonly outcome: string;
  readonly opinion: string;
  readonly basis: string;
};

/**
 * One decision with one opinion for several opened tasks: each goes into the row by itself, with what its own form begins
 * with. Resolves with the first refusal; what it does not concern is in the row.
 */
export async function putTogether(db: Db, actor: Actor, { tasks, ...act }: TogetherAct): Promise<Refusal | null> {
  const refusals: Refusal[] = [];
  for (const opened of tasks) {
    const task = await taskDetails(db, actor, opened);
    const put = isRefusal(task) ? task : await putInRow(db, actor, { ...opened, ...act, answers: task.answers });
    if (isRefusal(put)) refusals.push(put);
  }
  return refusals[0] ?? null;
}

export type Proof = { readonly password: string; readonly address: string };
export type SignedItem = Pick<RowItem, 'taskId' | 'name' | 'number' | 'title' | 'outcome'> & {
  /** Null when it was signed; otherwise why not, and then it waits as before, out of the row. */
  readonly refused: Refusal | null;
};

/**
 * Signs the row with one look at the password. Each task is decided by itself, in its own transaction, with its own
 * signature and under every rule of a decision: one that changed or was decided meanwhile is left out, and the rest goes on.
 */
export async function signRow(
  db: Db,
  brake: Brake,
  actor: Actor,
  { password, address }: Proof,
): Promise<{ readonly items: readonly SignedItem[] } | Refusal> {
  const wrong = await confirmPassword(db, brake, { accountId: actor.accountId, password, address });
  if (wrong) return wrong;
  const items: SignedItem[] = [];
  for (const { name, number, title, ...act } of await signingRow(db, actor)) {
    const decided = await decideTask(db, actor, { ...act, inRow: true });
    const refused = isRefusal(decided) ? decided : null;
    if (refused) await takeFromRow(db, actor, act);
    items.push({ taskId: act.taskId, name, number, title, outcome: act.outcome, refused });
  }
  return { items };
}

/** Signs one card by itself, with a look at the password: what may not wait in a row. */
export async function signCard(
  db: Db,
  brake: Brake,
  actor: Actor,
  { password, address, ...act }: Proof & DecideTask,
): Promise<Decided | Refusal> {
  const wrong = await confirmPassword(db, brake, { accountId: actor.accountId, password, address });
  return wrong ?? decideTask(db, actor, act);
}
