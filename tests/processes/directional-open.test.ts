import { expect, test } from 'vitest';
import { expandCalls } from '#processes/expand.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { enumeratePaths } from '#processes/semantics/paths.ts';
import type { Path } from '#processes/semantics/paths.ts';
import { calledDrawing, shippedDrawing, spoilt } from './drawings.ts';

/** The called review cut down to its conclusion: its own ways are walked in its own tests. */
const called = await requireDefinition(
  spoilt(spoilt(calledDrawing(), 'sub_opinion', 'conf_approval'), 'release,withhold', 'release,withhold,suspected_secret'),
);
const open = expandCalls(await requireDefinition(shippedDrawing('directional-open')), new Map([[called.key, called]]));
const { paths, complete } = enumeratePaths(open, { facts: {}, visits: 1 });

function decisionsOf({ moves }: Path, step: string): string[] {
  return moves.flatMap((move) => (move.kind === 'decide' && move.element === step ? [move.outcome] : []));
}

function endingIn(end: string): Path[] {
  const found = paths.filter((path) => path.end.element === end);
  expect(found.length, end).toBeGreaterThan(0);
  return found;
}

test('every way through a directional opening comes to an end', () => {
  expect(complete).toBe(true);
  expect(paths.filter(({ end, moves }) => end.stuck && !moves.some(({ element }) => element === 'open_approval'))).toEqual([]);
});

test('nothing is opened without acceptance, all three reviews, the result and its signature (req 74)', () => {
  for (const path of endingIn('end_granted')) {
    expect(decisionsOf(path, 'open_acceptance').at(-1)).toBe('accept');
    for (const step of ['open_provider_review', 'open_related_review', 'open_release_check'])
      expect(decisionsOf(path, step)).toHaveLength(1);
    expect(['agree', 'partly']).toContain(decisionsOf(path, 'open_proposal').at(-1));
    expect(decisionsOf(path, 'open_approval').at(-1)).toBe('agree');
  }
});

test('a credential is issued only after all three have signed the agreement and the interface is recorded (req 76, I2)', () => {
  for (const path of paths.filter(({ effects }) => effects.includes('open_issue'))) {
    for (const side of ['applicant', 'provider', 'bureau']) expect(decisionsOf(path, `open_agreement_${side}`)).toEqual(['confirm']);
    expect(decisionsOf(path, 'open_interface')).toEqual(['done']);
  }
});

test('where provider and related departments differ the bureau convenes, and nowhere else', () => {
  for (const path of paths.filter((candidate) => decisionsOf(candidate, 'open_proposal').length > 0)) {
    const differ = decisionsOf(path, 'open_provider_review')[0] !== decisionsOf(path, 'open_related_review')[0];
    expect(decisionsOf(path, 'open_convening')).toHaveLength(differ ? 1 : 0);
  }
});

test('what may be a state secret ends the case with everything in it', () => {
  for (const path of paths.filter((candidate) => decisionsOf(candidate, 'conf_approval').includes('suspected_secret')))
    expect(path.end.element).toBe('end_quarantined');
});

test('a supplement or an agreement that the applicant lets go by lapses', () => {
  expect(endingIn('end_lapsed').every(({ moves }) => moves.at(-1)?.element === 'open_supplement_expired')).toBe(true);
  expect(endingIn('end_unsigned').every(({ moves }) => moves.some(({ element }) => element === 'open_agreement_expired'))).toBe(true);
});
