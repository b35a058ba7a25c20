import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';

export type TaskState = 'open' | 'decided' | 'cancelled';

/** The act of deciding: what the outcome registry may demand beside the form's answers. */
export type Act = {
  readonly outcome: string;
  /** '' when none is given */
  readonly opinion: string;
  readonly basis: string;
};

/** What every operation on a task answers. */
export type Done = { readonly taskId: string; readonly caseId: string };

/** Which task, as events name it. */
export function placeOf(
  file: { readonly run: number },
  task: { readonly id: string; readonly element: string; readonly round: number },
): { taskId: string; element: string; run: number; round: number } {
  return { taskId: task.id, element: task.element, run: file.run, round: task.round };
}

/** Where a task leads that was returned for itself alone: back to who returned it, once it is approved again; null along the drawing. */
export function straightTo(task: { readonly resumeAt?: string | null | undefined }, outcome: string): string | null {
  const approved = isOutcomeKey(outcome) && outcomeOf(outcome).effect === 'approves';
  return approved ? (task.resumeAt ?? null) : null;
}
