import type { FlowElement, ProcessDefinition, SequenceFlow, Step } from '#processes/definition.ts';

/** A definition with its elements and branches at hand by id. Lists keep the order of the drawing. */
export type Graph = {
  start: FlowElement;
  /** Where a call activity begins: the none start of the process drawn into it. */
  calledStart: (call: string) => FlowElement;
  element: (id: string) => FlowElement;
  step: (element: string) => Step | undefined;
  leaving: (element: string) => SequenceFlow[];
  entering: (element: string) => SequenceFlow[];
  /** Message and timer events that can end or accompany a step. */
  boundaries: (step: string) => FlowElement[];
  /** Start events of event subprocesses. */
  interruptions: FlowElement[];
  /** The message of an event, or its kind where it waits for none. */
  signal: (element: FlowElement) => string;
};

/** Expects a definition without findings; throws where it names an element that is not there. */
export function graphOf(definition: ProcessDefinition): Graph {
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  const steps = new Map(definition.steps.map((step) => [step.element, step]));
  const leaving = Map.groupBy(definition.flows, ({ from }) => from);
  const entering = Map.groupBy(definition.flows, ({ to }) => to);
  const boundaries = Map.groupBy(definition.elements, ({ attachedTo }) => attachedTo);
  const messages = new Map(definition.messages.map(({ element, name }) => [element, name]));
  const starts = definition.elements.filter(({ type, parent }) => type === 'start' && parent === null);
  const start = starts.find(({ event, call }) => event === 'message' && call === null);
  if (start === undefined) throw new Error(`${definition.key} has no start`);
  return {
    start,
    calledStart: (call) => {
      const called = starts.find((element) => element.call === call);
      if (called === undefined) throw new Error(`${definition.key} has nothing drawn into its call ${call}`);
      return called;
    },
    element: (id) => {
      const element = elements.get(id);
      if (element === undefined) throw new Error(`${definition.key} has no element ${id}`);
      return element;
    },
    step: (element) => steps.get(element),
    leaving: (element) => leaving.get(element) ?? [],
    entering: (element) => entering.get(element) ?? [],
    boundaries: (step) => (boundaries.get(step) ?? []).filter(({ event }) => event === 'message' || event === 'timer'),
    interruptions: definition.elements.filter(({ type, parent }) => type === 'start' && parent !== null),
    signal: ({ id, event }) => messages.get(id) ?? event ?? 'none',
  };
}
