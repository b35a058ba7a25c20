import type { Step } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { refuse } from './refusal.ts';
import type { FieldRefusal, Refusal } from './refusal.ts';
import type { Act, TaskState } from './tasks.ts';

export type DecidableTask = { readonly state: TaskState; readonly step: Step };

/** What the case's record says that bears on this act. */
export type Circumstances = {
  /** The outcomes that were given in this case before at this step. */
  readonly earlierOutcomes: readonly string[];
  readonly currentRevision: number;
  readonly readRevision: number;
  /** The chance has lapsed; whoever watches the clocks has only not come by yet. */
  readonly lapsed: boolean;
  /** Its words are erased already: all that is left to say is that a secret is suspected. */
  readonly quarantined?: boolean;
};

/**
 * May this act stand? The demands of an outcome come from the outcome registry: a refusal always carries
 * a reason and its basis (invariant I3), a supplement is asked for once (条例 Art 21). The list of what is
 * missing is a field of the step's form.
 * Returns null when it may.
 */
export function refuseAct(task: DecidableTask, act: Act, circumstances: Circumstances): Refusal | null {
  if (task.state === 'decided') return refuse('already_decided', { reason: 'task_decided' });
  if (task.state === 'cancelled') return refuse('wrong_state', { reason: 'task_cancelled' });
  if (circumstances.lapsed) return refuse('wrong_state', { reason: 'task_lapsed' });
  if (circumstances.readRevision !== circumstances.currentRevision) return refuse('stale_revision', { reason: 'content_changed' });
  if (!isOutcomeKey(act.outcome) || !isOffered(task.step, act.outcome, circumstances.quarantined))
    return invalid('outcome', { code: 'outcome_not_offered' });
  const outcome = outcomeOf(act.outcome);
  if (outcome.once && circumstances.earlierOutcomes.includes(act.outcome)) return invalid('outcome', { code: 'outcome_once' });

  const missing: Record<string, FieldRefusal> = {
    ...(outcome.reason && act.opinion === '' ? { opinion: { code: 'opinion_required', params: { outcome: outcome.label } } } : {}),
    ...(outcome.basis && act.basis === '' ? { basis: { code: 'basis_required', params: { outcome: outcome.label } } } : {}),
  };
  return Object.keys(missing).length === 0 ? null : refuse('invalid', { fields: missing });
}

/** The outcomes that this person may choose now. */
export function offeredOutcomes(step: Step, earlierOutcomes: readonly string[], quarantined = false): OutcomeKey[] {
  return step.outcomes.filter((key) => isOffered(step, key, quarantined) && !(outcomeOf(key).once && earlierOutcomes.includes(key)));
}

function isOffered(step: Step, outcome: OutcomeKey, quarantined = false): boolean {
  const { byClock, effect } = outcomeOf(outcome);
  return step.outcomes.includes(outcome) && !byClock && (!quarantined || effect === 'quarantines');
}

function invalid(path: string, field: FieldRefusal): Refusal {
  return refuse('invalid', { fields: { [path]: field } });
}
