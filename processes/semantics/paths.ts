import type { ProcessDefinition } from '#processes/definition.ts';
import { outcomeOf } from '#processes/outcomes.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { graphOf } from '#processes/semantics/graph.ts';
import type { Graph } from '#processes/semantics/graph.ts';
import { decide, signal, startRun } from '#processes/semantics/run.ts';
import type { FactValue, RunState } from '#processes/semantics/run.ts';

/** What happens next in a path: a person decides, or a message (or timer) reaches an event. */
export type PathMove = { kind: 'decide'; element: string; outcome: OutcomeKey } | { kind: 'message'; element: string; name: string };

/** One way through a drawing, from its start to its last end, or to the gateway or join where it is stuck. */
export type Path = {
  facts: Readonly<Record<string, FactValue>>;
  moves: readonly PathMove[];
  effects: readonly string[];
  flows: readonly string[];
  end: { element: string; stuck: boolean };
};

/**
 * `facts`: every value of each fact that branches ask for. `visits`: how often one step may be decided (2 walks each
 * loop once). `most`: paths after which the enumeration gives up.
 */
export type PathBounds = { facts: Readonly<Record<string, readonly FactValue[]>>; visits?: number; most?: number };

type Walk = { state: RunState; moves: readonly PathMove[] };

/**
 * The ways through a drawing over all facts and outcomes. Of several open steps the latest is decided first; an outcome
 * that is allowed once is taken once; each boundary event happens at most once in a path; an event subprocess is tried
 * once from every set of open steps. `complete` is false when there are more than `most`.
 */
export function enumeratePaths(definition: ProcessDefinition, bounds: PathBounds): { paths: Path[]; complete: boolean } {
  const graph = graphOf(definition);
  const { visits = 2, most = 50_000 } = bounds;
  const paths: Path[] = [];
  for (const facts of combinations(bounds.facts)) {
    const interrupted = new Set<string>();
    const open: Walk[] = [{ state: startRun(graph, facts), moves: [] }];
    for (let walk = open.pop(); walk !== undefined; walk = open.pop()) {
      const end = endOf(walk.state);
      if (end !== null) {
        if (paths.length === most) return { paths, complete: false };
        paths.push({ facts, moves: walk.moves, effects: walk.state.effects, flows: walk.state.flows, end });
        continue;
      }
      open.push(...continuations(graph, walk, visits, interrupted).toReversed());
    }
  }
  return { paths, complete: true };
}

/** As few of the paths as a greedy choice needs to take every branch, outcome and message that any of them takes. */
export function coveringPaths(paths: readonly Path[]): Path[] {
  const left = new Set(paths.flatMap(traits));
  const chosen: Path[] = [];
  while (left.size > 0) {
    let best: Path | undefined;
    let gain = 0;
    for (const path of paths) {
      const added = new Set(traits(path).filter((trait) => left.has(trait))).size;
      if (added > gain) [best, gain] = [path, added];
    }
    if (best === undefined) break;
    chosen.push(best);
    for (const trait of traits(best)) left.delete(trait);
  }
  return chosen;
}

function traits({ flows, moves, end }: Path): string[] {
  return [...flows, ...moves.map((move) => (move.kind === 'decide' ? `${move.element}=${move.outcome}` : move.element)), end.element];
}

function continuations(graph: Graph, { state, moves }: Walk, visits: number, interrupted: Set<string>): Walk[] {
  const place = state.waiting.at(-1);
  if (place === undefined) return [];
  const walks: Walk[] = [];
  const step = graph.step(place);
  const decided = moves.filter((move) => move.kind === 'decide' && move.element === place);
  for (const outcome of decided.length < visits ? (step?.outcomes ?? []) : []) {
    const { once, byClock } = outcomeOf(outcome);
    if (byClock || (once && decided.some((move) => move.kind === 'decide' && move.outcome === outcome))) continue;
    walks.push({
      state: decide(graph, state, place, outcome),
      moves: [...moves, { kind: 'decide', element: place, outcome }],
    });
  }
  for (const event of eventsAt(graph, place)) {
    if (moves.some(({ element }) => element === event.id)) continue;
    walks.push({
      state: signal(graph, state, event.id),
      moves: [...moves, { kind: 'message', element: event.id, name: graph.signal(event) }],
    });
  }
  for (const event of graph.interruptions.filter(
    ({ call }) => call === null || state.waiting.some((open) => graph.element(open).call === call),
  )) {
    const where = [event.id, ...state.waiting.toSorted()].join(' ');
    if (interrupted.has(where) || moves.some(({ element }) => element === event.id)) continue;
    interrupted.add(where);
    walks.push({
      state: signal(graph, state, event.id),
      moves: [...moves, { kind: 'message', element: event.id, name: graph.signal(event) }],
    });
  }
  return walks;
}

function eventsAt(graph: Graph, place: string) {
  const { type, call } = graph.element(place);
  const around = call === null ? [] : graph.boundaries(call);
  if (type === 'catch') return [graph.element(place), ...around];
  if (type === 'event_gateway') return [...graph.leaving(place).map(({ to }) => graph.element(to)), ...around];
  return [...graph.boundaries(place), ...around];
}

function endOf({ waiting, arrived, stuck, lastEnd }: RunState): Path['end'] | null {
  if (stuck !== null) return { element: stuck, stuck: true };
  if (waiting.length > 0) return null;
  const [join] = arrived.keys();
  if (join !== undefined) return { element: join, stuck: true };
  return lastEnd === null ? { element: '', stuck: true } : { element: lastEnd, stuck: false };
}

function combinations(facts: PathBounds['facts']): Record<string, FactValue>[] {
  return Object.entries(facts).reduce<Record<string, FactValue>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}
