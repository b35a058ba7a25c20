import { parseExpression } from 'feelin';
import type { Arithmetic, Comparison, Expression, FunctionName } from './evaluate.ts';

/** The expression is no FEEL, or FEEL that a form may not use. `detail` names the part. */
export type FeelProblem = { code: 'feel_syntax' | 'feel_unsupported' | 'feel_too_long'; detail: string };
export type Compiled = { ok: true; expression: Expression; names: string[] } | { ok: false; problem: FeelProblem };

type Node = ReturnType<typeof parseExpression>['topNode'];

// A form's condition is a sentence, not a program: no loops, no functions of its own, so it always ends at once.
const longest = 500;
const comparisons: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>='];
const arithmetics: readonly Arithmetic[] = ['+', '-', '*'];
const functions: Readonly<Record<FunctionName, number>> = {
  not: 1,
  count: 1,
  'list contains': 2,
  'string length': 1,
  contains: 2,
  date: 1,
  duration: 1,
};
const compiled = new Map<string, Compiled>();

class Unsupported extends Error {}

/**
 * Parses a FEEL expression (a leading "=" as in form-js is allowed) with feelin's own parser and keeps the part that
 * forms use: comparisons, and / or / not, in, between, if, + - *, and the functions listed above. Each text once.
 */
export function compileFeel(source: string): Compiled {
  const known = compiled.get(source);
  if (known) return known;
  const result = compileOnce(source.replace(/^\s*=/, ''));
  if (compiled.size < 5000) compiled.set(source, result);
  return result;
}

function compileOnce(text: string): Compiled {
  if (text.length > longest) return { ok: false, problem: { code: 'feel_too_long', detail: String(longest) } };
  const tree = parseExpression(text, {}, undefined);
  const broken = firstError(tree.topNode);
  if (broken) {
    return { ok: false, problem: { code: 'feel_syntax', detail: text.slice(broken.from, broken.from + 20) || text } };
  }
  const names = new Set<string>();
  try {
    const expression = translate(only(tree.topNode), text, names);
    return { ok: true, expression, names: [...names] };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return { ok: false, problem: { code: 'feel_unsupported', detail: error.message } };
  }
}

function firstError(node: Node): Node | null {
  if (node.type.isError) return node;
  for (const child of childrenOf(node)) {
    const found = firstError(child);
    if (found) return found;
  }
  return null;
}

function translate(node: Node, text: string, names: Set<string>): Expression {
  const source = text.slice(node.from, node.to);
  const inner = (child: Node) => translate(child, text, names);
  switch (node.name) {
    case 'ParenthesizedExpression':
      return inner(at(childrenOf(node), 1, source));
    case 'StringLiteral':
      return { op: 'value', value: unquote(source) };
    case 'NumericLiteral':
      return { op: 'value', value: numberOf(source) };
    case 'BooleanLiteral':
      return { op: 'value', value: source === 'true' };
    case 'null':
      return { op: 'value', value: null };
    case 'VariableName':
      names.add(source);
      return { op: 'name', name: source };
    case 'List':
      return { op: 'list', items: operands(node).map(inner) };
    case 'Conjunction':
      return pair('and', operands(node).map(inner), source);
    case 'Disjunction':
      return pair('or', operands(node).map(inner), source);
    case 'IfExpression': {
      const [condition, yes, no] = operands(node).map(inner);
      if (!condition || !yes || !no) throw new Unsupported(source);
      return { op: 'if', condition, yes, no };
    }
    case 'ArithmeticExpression': {
      const [left, sign, right] = childrenOf(node);
      const by = arithmetics.find((known) => known === (sign ? text.slice(sign.from, sign.to) : ''));
      if (!left || !right || !by) throw new Unsupported(source);
      return { op: 'arithmetic', by, left: inner(left), right: inner(right) };
    }
    case 'Comparison':
      return comparison(node, text, names);
    case 'FunctionInvocation':
    case 'DateTimeLiteral':
      return invocation(node, text, names);
    default:
      throw new Unsupported(source);
  }
}

function comparison(node: Node, text: string, names: Set<string>): Expression {
  const source = text.slice(node.from, node.to);
  const inner = (child: Node) => translate(child, text, names);
  const [left, sign] = childrenOf(node);
  if (!left || !sign) throw new Unsupported(source);
  if (sign.name === 'in') {
    return { op: 'in', value: inner(left), choices: choicesOf(childrenOf(node).slice(2)).map(inner) };
  }
  const [value, second, third] = operands(node).map(inner);
  if (!value || !second) throw new Unsupported(source);
  if (sign.name === 'between' && third) return { op: 'between', value, low: second, high: third };
  const by = comparisons.find((known) => known === text.slice(sign.from, sign.to));
  if (!by || third) throw new Unsupported(source);
  return { op: 'compare', by, left: value, right: second };
}

function choicesOf(nodes: Node[]): Node[] {
  return nodes.flatMap((node) =>
    node.name === 'PositiveUnaryTests' || node.name === 'PositiveUnaryTest' ? choicesOf(operands(node)) : isOperand(node) ? [node] : [],
  );
}

function invocation(node: Node, text: string, names: Set<string>): Expression {
  const source = text.slice(node.from, node.to);
  const [head, , parameters] = childrenOf(node);
  const written = head ? text.slice(head.from, head.to).replace(/\s+/g, ' ') : '';
  const name = Object.keys(functions).find((known): known is FunctionName => known === written);
  if (!name || parameters?.name !== 'PositionalParameters') throw new Unsupported(source);
  const args = operands(parameters).map((child) => translate(child, text, names));
  if (args.length !== functions[name]) throw new Unsupported(source);
  return { op: 'call', name, args };
}

function pair(op: 'and' | 'or', [left, right, ...rest]: Expression[], source: string): Expression {
  if (!left || !right || rest.length > 0) throw new Unsupported(source);
  return { op, left, right };
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

// Keywords and punctuation start with a small letter or a sign, parts of an expression with a capital (but null).
function isOperand(node: Node): boolean {
  return (/^[A-Z]/.test(node.name) && node.name !== 'CompareOp' && node.name !== 'ArithOp') || node.name === 'null';
}

function operands(node: Node): Node[] {
  return childrenOf(node).filter(isOperand);
}

function only(node: Node): Node {
  return at(operands(node), 0, 'empty');
}

function at(nodes: Node[], index: number, source: string): Node {
  const node = nodes[index];
  if (!node) throw new Unsupported(source);
  return node;
}

function unquote(source: string): string {
  const text: unknown = JSON.parse(source);
  if (typeof text !== 'string') throw new Unsupported(source);
  return text;
}

function numberOf(source: string): number {
  const value = Number(source.replace(/\s+/g, ''));
  if (!Number.isFinite(value)) throw new Unsupported(source);
  return value;
}
