import { evaluateFeel } from '#processes/feel.ts';
import type { Graph } from '#processes/semantics/graph.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';

export type FactValue = string | number | boolean | readonly string[];

/**
 * Where a case stands. `waiting` lists the places that wait for a decision or a message, oldest first; `arrived` counts
 * the tokens at joins; `variables` are the facts and the latest outcomes; `stuck` is a gateway that no branch leaves.
 * Whoever changes a state makes a new one.
 */
export type RunState = {
  waiting: readonly string[];
  arrived: ReadonlyMap<string, number>;
  variables: Readonly<Record<string, FactValue>>;
  flows: readonly string[];
  effects: readonly string[];
  lastEnd: string | null;
  stuck: string | null;
};

/** A drawing that goes round between gateways without ever waiting would run for ever, here as in the engine. */
const MOST_AUTOMATIC_MOVES = 1_000;

export function startRun(graph: Graph, facts: Readonly<Record<string, FactValue>>): RunState {
  const fresh: RunState = {
    waiting: [],
    arrived: new Map(),
    variables: facts,
    flows: [],
    effects: [],
    lastEnd: null,
    stuck: null,
  };
  return leave(graph, fresh, graph.start.id);
}

/** A person decides a waiting step. */
export function decide(graph: Graph, state: RunState, step: string, outcome: OutcomeKey): RunState {
  const variables = { ...state.variables, [step]: outcome };
  return leave(graph, { ...state, variables, waiting: without(state.waiting, step) }, step);
}

/** A message or a timer reaches a boundary event, a waiting event, or the start of an event subprocess. */
export function signal(graph: Graph, state: RunState, event: string): RunState {
  const { type, interrupting, attachedTo, parent, call } = graph.element(event);
  if (parent !== null && type === 'start') return leave(graph, interrupting ? emptied(graph, state, call) : state, event);
  if (type === 'boundary' && attachedTo !== null) {
    if (!interrupting) return leave(graph, state, event);
    const isCall = graph.element(attachedTo).type === 'call_activity';
    return leave(graph, isCall ? emptied(graph, state, attachedTo) : { ...state, waiting: without(state.waiting, attachedTo) }, event);
  }
  const gateway = state.waiting.find((place) => graph.leaving(place).some(({ to }) => to === event));
  return leave(graph, { ...state, waiting: without(state.waiting, gateway ?? event) }, event);
}

/** The token leaves an element and runs on until every token waits, ends or is stuck. */
function leave(graph: Graph, from: RunState, element: string): RunState {
  let state = from;
  const leaving = graph.leaving(element).toReversed();
  for (let moves = 0; leaving.length > 0; moves += 1) {
    if (moves > MOST_AUTOMATIC_MOVES) throw new Error(`the drawing never waits after ${element}`);
    const flow = leaving.pop();
    if (flow === undefined) break;
    const arrival = enter(graph, { ...state, flows: [...state.flows, flow.id] }, flow.to);
    state = arrival.state;
    const { call, type } = graph.element(flow.to);
    if (arrival.terminated) leaving.splice(0, leaving.length, ...leaving.filter(({ from }) => call !== null && !lies(graph, from, call)));
    leaving.push(...arrival.next.toReversed());
    // A called process is over with its last token; then the case goes on behind the call.
    const isOver = type === 'end' && call !== null && !isBusy(graph, state, call) && !leaving.some(({ from }) => lies(graph, from, call));
    if (isOver) leaving.push(...graph.leaving(call).toReversed());
  }
  return state;
}

function lies(graph: Graph, element: string, call: string): boolean {
  return graph.element(element).call === call;
}

function isBusy(graph: Graph, { waiting, arrived }: RunState, call: string): boolean {
  return [...waiting, ...arrived.keys()].some((place) => lies(graph, place, call));
}

/** Without the tokens of a called process, or (null) without any. */
function emptied(graph: Graph, state: RunState, call: string | null): RunState {
  const stays = (place: string) => call !== null && !lies(graph, place, call);
  return { ...state, waiting: state.waiting.filter(stays), arrived: new Map([...state.arrived].filter(([place]) => stays(place))) };
}

type Arrival = { state: RunState; next: ReturnType<Graph['leaving']>; terminated?: boolean };

function enter(graph: Graph, state: RunState, id: string): Arrival {
  const { type, event, call } = graph.element(id);
  switch (type) {
    case 'user_task':
    case 'catch':
    case 'event_gateway':
      return { state: { ...state, waiting: [...state.waiting, id] }, next: [] };
    case 'service_task':
      return { state: { ...state, effects: [...state.effects, id] }, next: graph.leaving(id) };
    case 'call_activity':
      return { state, next: graph.leaving(graph.calledStart(id).id) };
    case 'exclusive_gateway':
    case 'inclusive_gateway':
      return branch(graph, state, id);
    case 'parallel_gateway':
      return join(graph, state, id);
    case 'end':
      if (event !== 'terminate') return { state: { ...state, lastEnd: id }, next: [] };
      return { state: { ...emptied(graph, state, call), lastEnd: id }, next: [], terminated: true };
    case 'start':
    case 'boundary':
    case 'event_subprocess':
      throw new Error(`no branch can lead to ${id}`);
    default:
      return type satisfies never;
  }
}

function branch(graph: Graph, state: RunState, id: string): Arrival {
  const branches = graph.leaving(id);
  if (branches.length === 1) return { state, next: branches };
  const open = branches.filter(({ condition }) => condition !== null && evaluateFeel(condition, state.variables) === true);
  const chosen = graph.element(id).type === 'exclusive_gateway' ? open.slice(0, 1) : open;
  const next = chosen.length > 0 ? chosen : branches.filter(({ isDefault }) => isDefault);
  return next.length > 0 ? { state, next } : { state: { ...state, stuck: id }, next: [] };
}

function join(graph: Graph, state: RunState, id: string): Arrival {
  const tokens = (state.arrived.get(id) ?? 0) + 1;
  const complete = tokens === graph.entering(id).length;
  const arrived = new Map(state.arrived);
  if (complete) arrived.delete(id);
  else arrived.set(id, tokens);
  return { state: { ...state, arrived }, next: complete ? graph.leaving(id) : [] };
}

function without(places: readonly string[], place: string): string[] {
  const at = places.indexOf(place);
  return places.filter((_, index) => index !== at);
}
