import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { expandCalls } from '#processes/expand.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { coveringPaths, enumeratePaths } from '#processes/semantics/paths.ts';
import type { Path, PathMove } from '#processes/semantics/paths.ts';
import { rows } from '#server/db/orm.ts';
import { eachOf } from '#server/engine/each-of.ts';
import { calledDrawing, shippedDrawing, spoilt } from '../processes/drawings.ts';
import { linesFor, plainSheet } from '../support/reviews.ts';
import { fileExample } from './support/cases.ts';
import { sendMessage } from './support/drivers.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ENTRY = 'cat-025';
/** What is suspected to be secret ends every case about it: such a path has an entry of its own. */
const LOCKED_AWAY = ['cat-039', 'cat-031', 'cat-020'];
const AT_ONCE = 4;

/** The called review cut down to its conclusion: its own ways are walked in its own tests. */
const called = await requireDefinition(
  spoilt(spoilt(calledDrawing(), 'sub_opinion', 'conf_approval'), 'release,withhold', 'release,withhold,suspected_secret'),
);
const opening = await requireDefinition(shippedDrawing('directional-open'));
const { paths, complete } = enumeratePaths(expandCalls(opening, new Map([[called.key, called]])), { facts: {}, visits: 1 });

function outcomeOf({ moves }: Path, step: string): string {
  return moves.flatMap((move) => (move.kind === 'decide' && move.element === step ? [move.outcome] : [])).at(-1) ?? '';
}

/** Nobody can agree to what was withheld for confidentiality: the form refuses it. */
function isPossible(path: Path): boolean {
  const released = outcomeOf(path, 'open_release_check') === 'pass' || outcomeOf(path, 'conf_approval') === 'release';
  return !path.end.stuck && (released || !['agree', 'partly'].includes(outcomeOf(path, 'open_proposal')));
}

test('every branch of a directional opening runs on the engine as the drawing says', { timeout: 240_000 }, async () => {
  expect(complete).toBe(true);
  const walked: { path: Path; caseId: string }[] = [];
  const covering = coveringPaths(paths.filter(isPossible));
  const quarantined = covering.filter(({ end }) => end.element === 'end_quarantined');
  const entryOf = (path: Path) => (quarantined.includes(path) ? (LOCKED_AWAY[quarantined.indexOf(path)] ?? '') : ENTRY);
  const lapses = (path: Path) => path.moves.some((move) => move.kind === 'message' && move.name === 'clock.expired');
  await eachOf(
    covering.filter((path) => !lapses(path)),
    AT_ONCE,
    async (path) => void walked.push({ path, caseId: await walk(path, entryOf(path)) }),
  );
  // A clock lapses in the future, where those of all other cases lapse too.
  for (const path of covering.filter(lapses)) walked.push({ path, caseId: await walk(path, ENTRY) });
  for (const { path, caseId } of walked) {
    const drawn = ownFlows(path.flows);
    await until(async () => (await flowsTaken(caseId)).length >= drawn.length, toldOf(path));
    expect(await flowsTaken(caseId), toldOf(path)).toEqual(drawn);
  }
});

async function walk(path: Path, entryId: string): Promise<string> {
  const caseId = await fileExample(world.db, 'directional-open', 'ext-zhixing-agent', { entryId });
  try {
    for (const move of path.moves) await (move.kind === 'message' ? tell(caseId, move) : decideMove(caseId, entryId, move));
    return caseId;
  } catch (error) {
    throw new Error(`not as drawn: ${toldOf(path)}`, { cause: error });
  }
}

/** A message reaches the step to which its event is attached, once that is there. */
async function tell(caseId: string, move: Extract<PathMove, { kind: 'message' }>): Promise<void> {
  const step = opening.elements.find(({ id }) => id === move.element)?.attachedTo ?? null;
  if (step !== null) await world.untilAsked(caseId, step);
  await sendMessage(world, caseId, move);
}

async function decideMove(caseId: string, entryId: string, { element, outcome }: Extract<PathMove, { kind: 'decide' }>): Promise<void> {
  if (element !== 'conf_approval') return world.walk(caseId, [[element, outcome]]);
  const sheet: Answers = { ...plainSheet(entryId), coAuthorOrgs: [], jointItems: [], plannedChannel: 'directed_api' };
  await world.walk(caseId, [
    ['conf_sheet', 'done', sheet],
    ['conf_unit_head', 'pass', { truthful: 'yes' }],
    ['conf_special', 'opinion', { ...(await linesFor(world, entryId)), directed: 'yes' }],
    ['conf_approval', outcome === 'release' ? 'directed_only' : outcome],
  ]);
  if (outcome === 'release') await world.walk(caseId, [['conf_procedure', 'pass']]);
}

function toldOf({ moves }: Path): string {
  return JSON.stringify(moves.map((move) => (move.kind === 'decide' ? `${move.element}=${move.outcome}` : move.name)));
}

const OWN = new Set(opening.flows.map(({ id }) => id));

function ownFlows(flows: readonly string[]): string[] {
  return flows.filter((flow) => OWN.has(flow)).toSorted();
}

/** The branches of the opening itself that the engine took, by its own records. */
async function flowsTaken(caseId: string): Promise<string[]> {
  const taken = await rows<{ element: string }>(
    world.db.orm.em.fork(),
    `select element from element_visit where case_id = ? and kind = 'sequence_flow'`,
    [caseId],
  );
  return ownFlows(taken.map(({ element }) => element));
}
