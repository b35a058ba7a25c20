import type { Step } from '#processes/definition.ts';
import { outcomeOf, isOutcomeKey } from '#processes/outcomes.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { offeredOutcomes } from './decide-task.ts';

type Signed = {
  readonly id: string;
  readonly outcome: string;
  readonly accountId: string;
  readonly revision: number;
  readonly added: boolean;
};

export type Approved = { readonly outcome: OutcomeKey; readonly decisionId: string; readonly accountId: string };

/**
 * Where the drawing allows it, one signature serves two steps: the last one in the case approved just this content, and whoever
 * gave it may act here too. `mayAct`: who holds a post that is asked, and is not barred. Null: somebody is asked.
 */
export function approvedJustBefore(step: Step, revision: number, signed: readonly Signed[], mayAct: readonly string[]): Approved | null {
  const last = signed.at(-1);
  if (!step.skipsSameApprover || !last || last.added || last.revision !== revision || !mayAct.includes(last.accountId)) return null;
  if (!isOutcomeKey(last.outcome) || outcomeOf(last.outcome).effect !== 'approves') return null;
  const outcome = offeredOutcomes(step, []).find((key) => outcomeOf(key).effect === 'approves');
  return outcome === undefined ? null : { outcome, decisionId: last.id, accountId: last.accountId };
}
