import type { ProcessDefinition, Step } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { graphOf } from '#processes/semantics/graph.ts';
import { startRun } from '#processes/semantics/run.ts';
import type { FactValue } from '#processes/semantics/run.ts';
import { organisationOf } from './actor.ts';
import { isReview } from './duties.ts';
import { isDecision, stepOf } from './steps.ts';
import { follow } from './way.ts';
import type { Moved } from './way.ts';

/** A step to which a case may be returned. */
export type ReturnTarget = {
  readonly element: string;
  readonly name: string;
  /** Whether it may come straight back: nobody whose word would be missing then stands between. */
  readonly straightBack: boolean;
};

export type BackPlace = {
  readonly definition: ProcessDefinition;
  readonly startForm: string;
  readonly applicantId: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly record: readonly Moved[];
  /** The signatures, in the order of the chain. */
  readonly signed: readonly { readonly element: string; readonly actingAs: string }[];
};

type Decided = { readonly element: string; readonly effects: number; readonly alone: boolean };

/**
 * To which steps may a case be returned from this one (退回)? To any that was passed since something last took effect, as
 * long as nothing runs beside it, and to the applicant; not out of a called process. Not to a supplement: it is asked for once. The provider's side
 * returns nothing to the applicant's: what it lacks it asks for as a supplement (政务数据共享条例 Art 21).
 */
export function returnTargets(place: BackPlace, from: string): ReturnTarget[] {
  const { definition, startForm, applicantId, signed } = place;
  const { decided, waiting, effects } = walk(place);
  if (waiting.length !== 1 || waiting[0] !== from || !isDecision(stepOf(definition, from), startForm)) return [];
  const passed = decided.filter((step) => step.effects === effects && step.alone).map(({ element }) => element);
  const revise = effects === 0 ? definition.steps.filter(({ formKey }) => formKey === startForm).map(({ element }) => element) : [];
  const ofApplicant = (element: string): boolean =>
    revise.includes(element) || signed.some((row) => row.element === element && organisationOf(row.actingAs) === applicantId);
  return [...new Set([...passed.toReversed(), ...revise])]
    .map((element) => stepOf(definition, element))
    .filter((step) => step.element !== from && step.stops === null && isBeside(definition, step.element, from))
    .filter(({ element }) => !isReview(definition, from) || !ofApplicant(element))
    .map((step) => ({ element: step.element, name: step.name, straightBack: mayComeStraightBack(place, step, decided) }));
}

/** The engine moves within one instance: not into a process that a step calls, nor out of it. */
function isBeside({ elements }: ProcessDefinition, one: string, other: string): boolean {
  const callOf = (element: string) => elements.find(({ id }) => id === element)?.call ?? null;
  return callOf(one) === callOf(other);
}

function mayComeStraightBack({ definition, startForm }: BackPlace, step: Step, decided: readonly Decided[]): boolean {
  const last = decided.findLastIndex(({ element }) => element === step.element);
  const between = last < 0 ? decided : decided.slice(last + 1);
  // Who agreed agreed to what is changed now.
  if (step.formKey === startForm) return between.every(({ element }) => !isDecision(stepOf(definition, element), startForm));
  return between.every(({ element }) => stepOf(definition, element).duty === null);
}

export type CannotTakeBack = 'next_not_there' | 'taken_further' | 'not_the_last' | 'asks_cannot_be_taken_back';

/** May who decided this step last take it back (取回), before anybody acts on the next? Null when they may. */
export function cannotTakeBack(place: BackPlace, element: string, outcome: string): CannotTakeBack | null {
  const { definition, startForm } = place;
  const step = stepOf(definition, element);
  const asks = !isOutcomeKey(outcome) || outcomeOf(outcome).effect === 'asks';
  if (asks || step.stops !== null || !isDecision(step, startForm)) return 'asks_cannot_be_taken_back';
  const last = place.record.at(-1);
  if (last?.kind !== 'decided' || last.element !== element) return 'not_the_last';
  const before = walk({ ...place, record: place.record.slice(0, -1) });
  const { waiting, effects } = walk(place);
  const [next, ...others] = waiting;
  if (before.waiting.length !== 1 || next === undefined || others.length > 0) return 'taken_further';
  return effects === before.effects && isBeside(definition, next, element) ? null : 'taken_further';
}

function walk({ definition, facts, record }: BackPlace) {
  const graph = graphOf(definition);
  let state = startRun(graph, facts);
  const decided: Decided[] = [];
  for (const moved of record) {
    const here = moved.kind === 'message' ? null : moved.element;
    const passes = moved.kind === 'decided' || (moved.kind === 'moved' && moved.outcome !== null);
    const alone = state.waiting.length === 1;
    const { effects } = state;
    if (here !== null && passes && state.waiting.includes(here)) decided.push({ element: here, effects: effects.length, alone });
    state = follow(definition, graph, state, moved);
  }
  return { decided, waiting: state.waiting, effects: state.effects.length };
}
