import { expect, test } from 'vitest';
import { confidentialityReview } from '#processes/confidentiality-review/process.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { coveringPaths, enumeratePaths } from '#processes/semantics/paths.ts';
import type { Path } from '#processes/semantics/paths.ts';
import { shippedDrawing } from './drawings.ts';

const review = await requireDefinition(shippedDrawing('confidentiality-review'));
/** One fact at a time beside the plain case: all of them at once go the same ways, only more often. */
const bounds = [
  { reviewLevel: [1, 4], importantData: [false], coAuthorGroups: [[]], holderConcerned: [false] },
  { reviewLevel: [1], importantData: [true], coAuthorGroups: [[]], holderConcerned: [false] },
  { reviewLevel: [1], importantData: [false], coAuthorGroups: [['civil:data_steward']], holderConcerned: [true] },
] as const;
const walked = bounds.map((facts) => enumeratePaths(review, { facts: { ...facts, called: [false] } }));
const paths = walked.flatMap((found) => found.paths);

function decisionsOf({ moves }: Path, step: string): string[] {
  return moves.flatMap((move) => (move.kind === 'decide' && move.element === step ? [move.outcome] : []));
}

function lastTime({ moves }: Path, step: string): number {
  return moves.findLastIndex((move) => move.kind === 'decide' && move.element === step);
}

function endingIn(end: string): Path[] {
  const found = paths.filter((path) => path.end.element === end);
  expect(found.length, end).toBeGreaterThan(0);
  return found;
}

test('all ways through a review are found, and each comes to an end', () => {
  expect(walked.every(({ complete }) => complete)).toBe(true);
  expect(paths.filter(({ end }) => end.stuck)).toEqual([]);
});

test('every branch and outcome of the drawing lies on some way, but for the call', () => {
  expect(new Set(paths.flatMap(({ flows }) => flows))).toEqual(
    new Set(review.flows.map(({ id }) => id).filter((id) => id !== 'conf_flow_called')),
  );
  for (const { element, outcomes } of review.steps) {
    expect(new Set(paths.flatMap((path) => decisionsOf(path, element))), element).toEqual(new Set(outcomes));
  }
});

test('a decision is recorded only after unit head, special review and leader signed in this order', () => {
  for (const path of endingIn('conf_end')) {
    const order = ['conf_unit_head', 'conf_special', 'conf_approval'].map((step) => lastTime(path, step));
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(decisionsOf(path, 'conf_special').at(-1)).toBe('opinion');
    expect(path.effects).toEqual(['conf_record']);
  }
});

test('at level 4, and for important data at any level, a second person signs after the leader', () => {
  for (const path of endingIn('conf_end')) {
    const two = path.facts['reviewLevel'] === 4 || path.facts['importantData'] === true;
    if (!two) expect(decisionsOf(path, 'conf_second_signature')).toEqual([]);
    else {
      expect(decisionsOf(path, 'conf_second_signature').at(-1)).toBe('agree');
      expect(lastTime(path, 'conf_second_signature')).toBeGreaterThan(lastTime(path, 'conf_approval'));
    }
  }
});

test('whatever is to go out passes the procedural check last; what is withheld needs none', () => {
  for (const path of endingIn('conf_end')) {
    const withheld = decisionsOf(path, 'conf_approval').at(-1) === 'withhold';
    if (!withheld) {
      expect(decisionsOf(path, 'conf_procedure').at(-1)).toBe('pass');
      expect(lastTime(path, 'conf_procedure')).toBe(path.moves.length - 1);
    }
  }
});

test('a suspicion of the special reviewer or the leader quarantines and ends, and nothing is recorded after it', () => {
  for (const path of endingIn('conf_end_quarantined')) {
    expect(path.effects).toEqual(['conf_quarantine']);
    expect(path.moves.at(-1)).toMatchObject({ kind: 'decide', outcome: 'suspected_secret' });
    expect(['conf_special', 'conf_approval']).toContain(path.moves.at(-1)?.element);
  }
  for (const path of paths) {
    for (const step of ['conf_special', 'conf_approval'])
      if (decisionsOf(path, step).includes('suspected_secret')) expect(path.end.element).toBe('conf_end_quarantined');
  }
});

test('silence ends no review and gives no opinion: the special reviewer goes on', () => {
  const silent = paths.filter(({ moves }) => moves.some(({ kind, element }) => kind === 'message' && element.endsWith('_silent')));
  expect(silent.length).toBeGreaterThan(0);
  for (const path of silent) {
    const last = path.moves.findLastIndex(({ element }) => element.endsWith('_silent'));
    const after = path.moves.slice(last + 1).filter(({ element }) => !element.startsWith('conf_consult') && !element.endsWith('_silent'));
    expect(['conf_special', 'conf_withdrawn']).toContain(after[0]?.element);
  }
});

test('a sheet that is returned is signed anew by everybody', () => {
  for (const path of endingIn('conf_end')) {
    const sheet = lastTime(path, 'conf_sheet');
    for (const step of ['conf_unit_head', 'conf_special', 'conf_approval']) expect(lastTime(path, step)).toBeGreaterThan(sheet);
  }
});

test('a few ways are enough to take every branch, outcome and message', () => {
  expect(coveringPaths(paths).length).toBeLessThan(40);
});

test('the facts that steer are those that branches ask for', () => {
  expect(Object.keys(confidentialityReview.steeringFacts).toSorted()).toEqual([
    'coAuthorGroups',
    'holderConcerned',
    'importantData',
    'reviewLevel',
  ]);
});
