import { evaluate as evaluateFeelin } from 'feelin';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFeel } from '#forms/feel/compile.ts';
import { evaluate, type FeelValue } from '#forms/feel/evaluate.ts';

const scope = {
  a: 'agree',
  b: 'partly',
  n: 3,
  m: -1.5,
  yes: true,
  no: false,
  list: ['agree', 'x'],
  day: '2026-02-28',
  later: '2028-02-29',
  gone: null,
};

function ours(source: string): FeelValue {
  const compiled = compileFeel(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problem.code} ${compiled.problem.detail}`);
  return evaluate(compiled.expression, scope);
}

const text = fc.constantFrom('a', 'b', '"agree"', '"x"', 'day');
const amount = fc.constantFrom('n', 'm', '0', '3', '2.5', '-7');
const date = fc.oneof(
  fc.constantFrom('date(day)', 'date(later)', 'date("2024-12-31")', 'date(a)'),
  fc
    .tuple(fc.constantFrom('date(day)', 'date(later)'), fc.constantFrom('+', '-'), fc.constantFrom('"P1Y"', '"P13M"', '"P45D"', '"P3Y"'))
    .map(([start, sign, span]) => `${start} ${sign} duration(${span})`),
);
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const sum = fc.tuple(amount, fc.constantFrom('+', '-', '*'), amount).map(([x, sign, y]) => `(${x} ${sign} ${y})`);
const pairOf = (values: fc.Arbitrary<string>) => fc.tuple(values, order, values).map(([x, sign, y]) => `${x} ${sign} ${y}`);
const atom = fc.oneof(
  pairOf(text),
  pairOf(fc.oneof(amount, sum)),
  pairOf(date),
  fc.constantFrom(
    'yes',
    'no',
    'gone = null',
    'missing = null',
    'a != null',
    'list contains(list, a)',
    'count(list) > 1',
    'string length(b) = 6',
    'contains(a, "gre")',
    'n between 1 and 3',
    'a in ("agree", "partly")',
    'b in ["x", a]',
    'missing > 3',
    'missing = "agree"',
  ),
);
const condition = fc
  .letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      atom,
      tie('any').map((inner) => `not(${inner})`),
      fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map(([x, word, y]) => `(${x}) ${word} (${y})`),
      fc.tuple(tie('any'), tie('any'), tie('any')).map(([x, y, z]) => `if ${x} then ${y} else ${z}`),
    ),
  }))
  .any.filter((source) => source.length <= 500);

describe('conditions', () => {
  test('every condition means here what it means to feelin', () => {
    fc.assert(
      fc.property(condition, (source) => {
        expect(ours(source), source).toEqual(evaluateFeelin(source, scope).value);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['for i in list return i', 'feel_unsupported'],
    ['function(x) x', 'feel_unsupported'],
    ['a.b', 'feel_unsupported'],
    ['list[1]', 'feel_unsupported'],
    ['matches(a, "x")', 'feel_unsupported'],
    ['a = ', 'feel_syntax'],
    ['', 'feel_syntax'],
    ['a = "', 'feel_syntax'],
    [`a = "${'x'.repeat(600)}"`, 'feel_too_long'],
  ])('%s is refused', (source, code) => {
    const compiled = compileFeel(source);
    expect(compiled.ok ? 'accepted' : compiled.problem.code).toBe(code);
  });

  test('a condition reads only its own answers, not what JavaScript gives every object', () => {
    expect(ours('constructor = null')).toBe(true);
  });
});
