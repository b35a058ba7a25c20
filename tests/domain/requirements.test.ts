import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { ELSEWHERE, OPEN, PROOFS, REQUIREMENTS } from '../requirements.ts';

const tests = new URL('..', import.meta.url).pathname;

/** A test as it stands in its file: its own name, and with the groups around it. */
type Named = { readonly name: string; readonly full: string };

const found = new Map(
  globSync('*/*.test.{ts,tsx}', { cwd: tests }).map((file) => [file, namesIn(readFileSync(`${tests}/${file}`, 'utf8'))] as const),
);
const numbers = Object.keys(REQUIREMENTS).map(Number);

/** `test(name, …)`, `test.each(…)(name, …)` within `describe(name, …)`; what is skipped proves nothing and is no test here. */
function namesIn(source: string): Named[] {
  const named: Named[] = [];
  const file = ts.createSourceFile('test.tsx', source, ts.ScriptTarget.Latest);
  walk(file, '');
  return named;

  function walk(node: ts.Node, around: string): void {
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    const callee = ts.isCallExpression(node) ? node.expression.getText(file) : '';
    const name = first && (ts.isStringLiteral(first) || ts.isNoSubstitutionTemplateLiteral(first)) ? first.text : null;
    if (name !== null && /^(test|describe)\b/.test(callee) && !/\.(skip|todo|fails)\b/.test(callee)) {
      const full = `${around} ${name}`;
      if (callee.startsWith('test')) named.push({ name, full });
      else return ts.forEachChild(node, (child) => walk(child, full));
    }
    ts.forEachChild(node, (child) => walk(child, around));
  }
}

/** The requirements that a name cites: `requirement 7`, `requirements 31 and 82`, `req 70, 73, 74`. */
function cited(name: string): number[] {
  return [...name.matchAll(/\breq(?:uirement)?s? ((?:\d+(?:, | and )?)+)/g)].flatMap(([, list]) => (list?.match(/\d+/g) ?? []).map(Number));
}

describe('every requirement of the plan that the processes answer for', () => {
  test.each(numbers)('%i has its proof', (number) => {
    if (number in ELSEWHERE || number in OPEN) return;
    expect(Object.values(PROOFS[number] ?? {}).flat(), REQUIREMENTS[number]?.[1]).not.toEqual([]);
  });

  test.each(Object.keys(PROOFS).map(Number))('%i names tests that there are, and that are named after it', (number) => {
    expect(numbers).toContain(number);
    for (const [file, names] of Object.entries(PROOFS[number] ?? {})) {
      for (const name of names) {
        const named = found.get(file)?.filter((candidate) => candidate.name === name) ?? [];
        expect(named, `tests/${file}: ${name}`).toHaveLength(1);
        expect(cited(named[0]?.full ?? ''), name).toContain(number);
      }
    }
  });
});

test('what is open has neither a row nor a test: with its first test it gets its row', () => {
  const all = [...found.values()].flat().flatMap(({ full }) => cited(full));
  expect(
    Object.keys(OPEN)
      .map(Number)
      .filter((number) => number in PROOFS || all.includes(number)),
  ).toEqual([]);
});

test('a test that cites a requirement cites one of the plan', () => {
  const all = [...found.values()].flat().flatMap(({ full }) => cited(full));
  expect(all.filter((number) => !numbers.includes(number))).toEqual([]);
});

test('names are read as they are written, and what is skipped is none', () => {
  const source = `describe('a (req 1, 2)', () => { test.each([1])('b', () => {}); test.skip('c', () => {}); }); test("d requirements 31 and 82", () => {});`;
  expect(namesIn(source).map(({ full }) => full.trim())).toEqual(['a (req 1, 2) b', 'd requirements 31 and 82']);
  expect(namesIn(source).map(({ full }) => cited(full))).toEqual([
    [1, 2],
    [31, 82],
  ]);
});
