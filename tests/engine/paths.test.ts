import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProcessDefinition } from '#processes/definition.ts';
import { PROCESSES } from '#processes/registry.ts';
import { coveringPaths, enumeratePaths } from '#processes/semantics/paths.ts';
import { graphOf } from '#processes/semantics/graph.ts';
import type { Graph } from '#processes/semantics/graph.ts';
import { decide, signal, startRun } from '#processes/semantics/run.ts';
import type { Path } from '#processes/semantics/paths.ts';
import { rows } from '#server/db/orm.ts';
import { eachOf } from '#server/engine/each-of.ts';
import { decideStep } from './support/cases.ts';
import { DRIVERS, sendMessage } from './support/drivers.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const AT_ONCE = 6;
/** Set to walk also every way that goes round a loop: minutes instead of seconds. */
const everyRound = process.env['EVERY_ROUND'] === '1';

const DRIVEN = PROCESSES.flatMap((process) => {
  const driver = DRIVERS[process.key];
  return driver ? [{ ...process, driver }] : [];
});

describe.each(DRIVEN)('$key', ({ key, steeringFacts, driver }) => {
  /** What the engine took is compared at the end: its records come a second later. */
  const walked: { path: Path; caseId: string }[] = [];

  test('every way through the drawing runs on the engine as the drawing says', { timeout: 1_200_000 }, async () => {
    const definition = world.db.reference.releases.find((release) => release.processKey === key)?.definition;
    if (!definition) throw new Error(`${key} is not released`);
    const once = enumeratePaths(definition, { facts: steeringFacts, visits: 1 });
    const rounds = enumeratePaths(definition, { facts: steeringFacts });
    expect(once.complete && rounds.complete).toBe(true);
    // A clock that lapses is brought about by going into the future, where those of all other cases lapse too.
    const graph = graphOf(definition);
    const paths = everyRound ? rounds.paths : [...different(definition, once.paths.filter(comesToAnEnd)), ...coveringPaths(rounds.paths)];
    const lapsing = paths.filter(lapses);
    const others = paths.filter((path) => !lapses(path));
    await eachOf(others, AT_ONCE, (path) => walk(graph, path));
    for (const path of lapsing) await walk(graph, path);
    for (const { path, caseId } of walked) {
      const taken = () => flowsTaken(caseId);
      await until(async () => (await taken()).length >= path.flows.length, toldOf(path));
      expect(await taken(), toldOf(path)).toEqual(path.flows.toSorted());
    }
  });

  async function walk(graph: Graph, path: Path): Promise<void> {
    try {
      const caseId = await driver.file(world, path.facts);
      let state = startRun(graph, path.facts);
      for (const move of path.moves) {
        for (const place of state.waiting) if (graph.step(place)) await world.untilAsked(caseId, place);
        if (move.kind === 'message') {
          await sendMessage(world, caseId, move);
          state = signal(graph, state, move.element);
        } else {
          await decideStep(world.db, caseId, move.element, move.outcome);
          state = decide(graph, state, move.element, move.outcome);
        }
      }
      walked.push({ path, caseId });
    } catch (error) {
      throw new Error(`not as drawn: ${toldOf(path)}`, { cause: error });
    }
  }
});

function toldOf({ facts, moves }: Path): string {
  return JSON.stringify({ facts, moves: moves.map((move) => (move.kind === 'decide' ? `${move.element}=${move.outcome}` : move.name)) });
}

/** Of ways that differ only in a fact that neither turns them nor says who is asked, one. */
function different({ steps }: ProcessDefinition, paths: readonly Path[]): Path[] {
  const asked = steps.map(({ candidateGroups }) => candidateGroups).join(' ');
  const key = ({ facts, moves, flows }: Path) =>
    JSON.stringify([Object.entries(facts).filter(([name]) => asked.includes(name)), moves, flows]);
  return [...new Map(paths.map((path) => [key(path), path])).values()];
}

function comesToAnEnd(path: Path): boolean {
  return !path.end.stuck;
}

function lapses({ moves }: Path): boolean {
  return moves.some((move) => move.kind === 'message' && move.name === 'clock.expired');
}

/** The branches that the engine took, by its own records. */
async function flowsTaken(caseId: string): Promise<string[]> {
  const taken = await rows<{ element: string }>(
    world.db.orm.em.fork(),
    `select element from element_visit where case_id = ? and kind = 'sequence_flow' order by element collate "C"`,
    [caseId],
  );
  return taken.map(({ element }) => element);
}
