import { expect, test } from 'vitest';
import { conditionalShare } from '#processes/conditional-share/process.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import { expandCalls } from '#processes/expand.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { coveringPaths, enumeratePaths } from '#processes/semantics/paths.ts';
import type { Path } from '#processes/semantics/paths.ts';
import { calledDrawing, shippedDrawing, smallDrawing, spoilt } from './drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));
const { paths, complete } = enumeratePaths(share, { facts: conditionalShare.steeringFacts });
const small = smallDrawing();

async function withCalled(drawing: string): Promise<ProcessDefinition> {
  const called = await requireDefinition(calledDrawing());
  return expandCalls(await requireDefinition(drawing), new Map([[called.key, called]]));
}

/** The decisions of a step, in order. */
function decisionsOf({ moves }: Path, step: string): string[] {
  return moves.flatMap((move) => (move.kind === 'decide' && move.element === step ? [move.outcome] : []));
}

/** The decisions after the provider's last one: what was signed before it was signed for another answer. */
function afterAnswer(path: Path): Path {
  const last = path.moves.findLastIndex((move) => move.kind === 'decide' && move.element === 'provider_decision');
  return { ...path, moves: path.moves.slice(last + 1) };
}

/** Reached once more than decided. */
function isOpenAtTheEnd(path: Path, step: string): boolean {
  const entering = share.flows.filter(({ to }) => to === step).map(({ id }) => id);
  return path.flows.filter((id) => entering.includes(id)).length > decisionsOf(path, step).length;
}

function endingIn(end: string): Path[] {
  const found = paths.filter((path) => path.end.element === end);
  expect(found.length, end).toBeGreaterThan(0);
  return found;
}

test('all ways through a conditional share are found, and each comes to an end', () => {
  expect(complete).toBe(true);
  expect(paths.filter(({ end }) => end.stuck)).toEqual([]);
});

test('every branch, outcome and end of the drawing lies on some way', () => {
  expect(new Set(paths.flatMap(({ flows }) => flows))).toEqual(new Set(share.flows.map(({ id }) => id)));
  for (const { element, outcomes } of share.steps) {
    expect(new Set(paths.flatMap((path) => decisionsOf(path, element)))).toEqual(new Set(outcomes));
  }
});

test('a few ways are enough to take every branch, outcome and message', () => {
  const covering = coveringPaths(paths);
  expect(new Set(covering.flatMap(({ flows }) => flows))).toEqual(new Set(share.flows.map(({ id }) => id)));
  expect(covering.length).toBeLessThan(40);
});

test('a grant becomes active only after the provider agreed at least in part', () => {
  for (const path of endingIn('end_granted')) expect(['agree', 'partly']).toContain(decisionsOf(path, 'provider_decision').at(-1));
});

test("from level 3 on, a grant needs the confidentiality reviewer's consent to this answer (requirement 18)", () => {
  for (const path of endingIn('end_granted')) {
    expect(decisionsOf(afterAnswer(path), 'confidentiality_opinion')).toEqual(Number(path.facts.reviewLevel) >= 3 ? ['agree'] : []);
  }
});

test("at level 4 the leader signs either answer, unless the bureau's leader gave it (requirement 18)", () => {
  for (const path of [...endingIn('end_granted'), ...endingIn('end_refused')]) {
    const signed = path.facts.reviewLevel === 4 && path.facts.sameDepartment === false;
    expect(decisionsOf(afterAnswer(path), 'leader_approval')).toEqual(signed ? ['agree'] : []);
  }
});

test('a county or zone asks its own data officer before its application goes any further', () => {
  for (const path of [...endingIn('end_granted'), ...endingIn('end_refused')]) {
    expect(decisionsOf(path, 'area_officer').at(-1)).toBe(path.facts.areaApplicant === true ? 'agree' : undefined);
  }
  for (const { moves, facts } of paths.filter((path) => path.facts.shareClass === 'conditional' && path.moves[0]?.kind === 'decide'))
    expect(moves[0]?.element).toBe(facts.areaApplicant === true ? 'area_officer' : 'internal_consent');
});

test('an application that was changed goes to the data officer of a county or zone again', () => {
  const revised = paths.filter((path) => path.facts.areaApplicant === true && decisionsOf(path, 'revise').length > 0);
  expect(revised.length).toBeGreaterThan(0);
  for (const path of endingIn('end_granted').filter((path) => revised.includes(path)))
    expect(decisionsOf(path, 'area_officer').length).toBe(decisionsOf(path, 'revise').length + 1);
});

test('a refusal activates nothing, and only the provider refuses (requirement 15)', () => {
  for (const path of endingIn('end_refused')) {
    expect(path.effects).not.toContain('activate');
    expect(decisionsOf(path, 'provider_decision').at(-1)).toBe('refuse');
  }
});

test('data flow only after both sides confirmed the terms and provision is recorded', () => {
  for (const path of endingIn('end_granted')) {
    for (const step of ['terms_applicant', 'terms_provider', 'provision']) expect(decisionsOf(path, step)).toHaveLength(1);
    expect(path.effects.slice(-2)).toEqual(['record_reply', 'activate']);
  }
});

test('the provider asks for a supplement once at most', () => {
  for (const path of paths)
    expect(decisionsOf(path, 'provider_decision').filter((outcome) => outcome === 'supplement').length).toBeLessThanOrEqual(1);
});

test('a supplement that is not answered lapses, and nothing else does', () => {
  for (const path of endingIn('end_lapsed'))
    expect(path.moves.at(-1)).toEqual({ kind: 'message', element: 'supplement_expired', name: 'clock.expired' });
});

test('an applicant can withdraw at every step', () => {
  const open = endingIn('end_withdrawn').flatMap((path) => share.steps.filter(({ element }) => isOpenAtTheEnd(path, element)));
  expect(new Set(open)).toEqual(new Set(share.steps));
});

test('an unconditional share is granted at once, a share that is excluded stopped at once', () => {
  for (const path of endingIn('end_granted_unconditional'))
    expect(path).toMatchObject({
      facts: { shareClass: 'unconditional' },
      moves: [],
      effects: ['activate_unconditional'],
    });
  for (const path of endingIn('end_not_shared'))
    expect(path).toMatchObject({ facts: { shareClass: 'not_shared' }, moves: [], effects: ['stop_not_shared'] });
});

test('a gateway that no branch leaves is where a path is stuck', async () => {
  const definition = await withCalled(spoilt(small, '=review = "refuse"', '=review = "refuse" and provider = "nobody"'));
  const { paths: found } = enumeratePaths(definition, { facts: { provider: ['civil'] } });
  expect(found.filter(({ end }) => end.stuck).map(({ end }) => end.element)).toEqual(['route_review']);
});

test('a join that waits for a branch that was not taken is where a path is stuck', async () => {
  const joined = spoilt(small, 'serviceTask', 'parallelGateway').replace(
    /<bpmn:extensionElements>\s*<zeebe:taskDefinition[\s\S]*?<\/bpmn:extensionElements>/,
    '',
  );
  const definition = await withCalled(
    spoilt(joined, 'sourceRef="route_review" targetRef="end_refused"', 'sourceRef="route_review" targetRef="activate"'),
  );
  const { paths: found } = enumeratePaths(definition, { facts: {} });
  expect(found.filter(({ end }) => end.stuck).map(({ end }) => end.element)).toEqual(['activate', 'activate', 'activate']);
});

test('an enumeration that is too long says so instead of going on', () => {
  expect(enumeratePaths(share, { facts: conditionalShare.steeringFacts, most: 10 })).toMatchObject({
    complete: false,
    paths: { length: 10 },
  });
});
