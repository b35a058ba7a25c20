import type { ProcessDefinition } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { graphOf } from '#processes/semantics/graph.ts';
import type { Graph } from '#processes/semantics/graph.ts';
import { decide, signal, startRun } from '#processes/semantics/run.ts';
import type { FactValue, RunState } from '#processes/semantics/run.ts';

/** What moved a case, in the order in which it happened. */
export type Moved =
  | { readonly kind: 'decided'; readonly element: string; readonly outcome: string }
  /** `element`: the step that waited for it, where several may. */
  | { readonly kind: 'message'; readonly name: string; readonly element?: string };

export type Way = {
  /** Sequence flows taken and the elements they left, for the diagram. */
  readonly flows: readonly string[];
  readonly left: readonly string[];
  /** The steps still to come when everybody agrees: the shortest way to the grant. */
  readonly ahead: readonly { readonly element: string; readonly name: string }[];
};

const MOST_STEPS = 30;

/** Walks the drawing along the record; from where the case stands now it goes on as if everybody agreed. */
export function wayOf(definition: ProcessDefinition, facts: Readonly<Record<string, FactValue>>, record: readonly Moved[]): Way {
  const graph = graphOf(definition);
  const now = record.reduce((state, moved) => follow(definition, graph, state, moved), startRun(graph, facts));
  const flows = new Set(now.flows);
  const left = definition.flows.filter(({ id }) => flows.has(id)).map(({ from }) => from);
  return { flows: [...flows], left: [...new Set(left)], ahead: stepsAhead(definition, graph, now) };
}

function follow(definition: ProcessDefinition, graph: Graph, state: RunState, moved: Moved): RunState {
  if (moved.kind === 'decided') {
    return state.waiting.includes(moved.element) && isOutcomeKey(moved.outcome)
      ? decide(graph, state, moved.element, moved.outcome)
      : state;
  }
  const event = definition.messages.find(({ name, element }) => {
    const { attachedTo, parent } = graph.element(element);
    return (
      name === moved.name &&
      (parent !== null || (attachedTo !== null && state.waiting.includes(attachedTo) && (moved.element ?? attachedTo) === attachedTo))
    );
  });
  return event ? signal(graph, state, event.element) : state;
}

function stepsAhead(definition: ProcessDefinition, graph: Graph, from: RunState): Way['ahead'] {
  const here = new Set(from.waiting);
  const ahead: { element: string; name: string }[] = [];
  let state = from;
  for (let n = 0; n < MOST_STEPS && state.stuck === null; n += 1) {
    const step = definition.steps.find(({ element }) => state.waiting.includes(element));
    const outcome = step?.outcomes.find((key) => outcomeOf(key).effect === 'approves');
    if (!step || !outcome) break;
    if (!here.delete(step.element)) ahead.push({ element: step.element, name: step.name });
    state = decide(graph, state, step.element, outcome);
  }
  return ahead;
}
