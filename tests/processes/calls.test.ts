import { expect, test } from 'vitest';
import { expandCalls } from '#processes/expand.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { enumeratePaths } from '#processes/semantics/paths.ts';
import { calledDrawing, smallDrawing, spoilt } from './drawings.ts';

const small = await requireDefinition(smallDrawing());
const called = await requireDefinition(calledDrawing());
const whole = expandCalls(small, new Map([[called.key, called]]));
const { paths } = enumeratePaths(whole, { facts: { provider: ['civil'] } });

test('a case walks through the steps of a called process as through its own, and goes on behind the call once', () => {
  const released = paths.filter(({ moves }) => moves.some((move) => move.kind === 'decide' && move.outcome === 'release'));
  expect(released).toMatchObject([{ effects: ['activate'], end: { element: 'end_done', stuck: false } }]);
  expect(released[0]?.flows.filter((flow) => flow === 'flow_sub_reviewed')).toHaveLength(1);
});

test('a called process that terminates ends itself alone: the caller goes on', () => {
  const withheld = paths.filter(({ moves }) => moves.some((move) => move.kind === 'decide' && move.outcome === 'withhold'));
  expect(withheld).toMatchObject([{ effects: ['activate'], end: { element: 'end_done', stuck: false } }]);
});

test('a called process is begun by the call, never by its own message', () => {
  expect(paths.flatMap(({ flows }) => flows)).not.toContain('sub_filed');
  expect(whole.elements.filter(({ call }) => call === 'sub_review').map(({ id }) => id)).not.toContain('start');
});

test.each([
  ['is not given', new Map()],
  ['cannot be called', new Map([[called.key, { ...called, elements: called.elements.filter(({ id }) => id !== 'sub_called') }]])],
  ['calls another', new Map([[called.key, { ...called, calls: small.calls }]])],
])('a called process that %s is refused', (_, given) => {
  expect(() => expandCalls(small, given)).toThrow();
});

test('a step that caller and called process both have is refused: a case knows its steps by their ids', async () => {
  const shared = await requireDefinition(spoilt(calledDrawing(), 'sub_opinion', 'review'));
  expect(() => expandCalls(small, new Map([[called.key, shared]]))).toThrow('review');
});
