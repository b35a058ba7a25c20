/**
 * Evaluates the compiled form of a FEEL expression (see compile.ts).
 *
 * Small on purpose: feelin with its parser weighs 59 KB compressed, this weighs about one, and both sides of the
 * wire run it. What it understands answers as feelin does; tests/forms/feel.test.ts compares the two.
 */

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*';
export type FunctionName = 'not' | 'count' | 'list contains' | 'string length' | 'contains' | 'date' | 'duration';

export type Expression =
  | { op: 'value'; value: string | number | boolean | null }
  | { op: 'name'; name: string }
  | { op: 'list'; items: Expression[] }
  | { op: 'and' | 'or'; left: Expression; right: Expression }
  | { op: 'compare'; by: Comparison; left: Expression; right: Expression }
  | { op: 'arithmetic'; by: Arithmetic; left: Expression; right: Expression }
  | { op: 'between'; value: Expression; low: Expression; high: Expression }
  | { op: 'in'; value: Expression; choices: Expression[] }
  | { op: 'if'; condition: Expression; yes: Expression; no: Expression }
  | { op: 'call'; name: FunctionName; args: Expression[] };

type Day = { kind: 'date'; year: number; month: number; day: number };
type Span = { kind: 'duration'; months: number; days: number };
export type FeelValue = string | number | boolean | null | Day | Span | FeelValue[];
export type Scope = Readonly<Record<string, unknown>>;

/** The value of the expression; null where FEEL says null (a missing name, values that cannot be compared). */
export function evaluate(expression: Expression, scope: Scope): FeelValue {
  switch (expression.op) {
    case 'value':
      return expression.value;
    case 'name':
      return Object.hasOwn(scope, expression.name) ? fromAnswer(scope[expression.name]) : null;
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'and':
      return both(evaluate(expression.left, scope), evaluate(expression.right, scope), false);
    case 'or':
      return both(evaluate(expression.left, scope), evaluate(expression.right, scope), true);
    case 'compare':
      return compare(expression.by, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'arithmetic':
      return calculate(expression.by, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'between': {
      const value = evaluate(expression.value, scope);
      return both(compare('>=', value, evaluate(expression.low, scope)), compare('<=', value, evaluate(expression.high, scope)), false);
    }
    case 'in': {
      const value = evaluate(expression.value, scope);
      const choices = expression.choices.flatMap((choice) => evaluate(choice, scope));
      return choices.some((choice) => compare('=', value, choice) === true);
    }
    case 'if':
      return evaluate(expression.condition, scope) === true ? evaluate(expression.yes, scope) : evaluate(expression.no, scope);
    case 'call':
      return call(
        expression.name,
        expression.args.map((arg) => evaluate(arg, scope)),
      );
    default:
      return expression satisfies never;
  }
}

/** What a computed field shows and stores: dates as ISO text, spans and lists not at all. */
export function toAnswer(value: FeelValue): string | number | boolean | undefined {
  if (value === null || Array.isArray(value)) return undefined;
  if (typeof value !== 'object') return value;
  return value.kind === 'date' ? isoOf(value) : undefined;
}

function fromAnswer(value: unknown): FeelValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(fromAnswer);
  return null;
}

// Three-valued: `decisive` ends the matter (false for and, true for or), anything but a boolean is unknown.
function both(left: FeelValue, right: FeelValue, decisive: boolean): boolean | null {
  if (left === decisive || right === decisive) return decisive;
  return typeof left === 'boolean' && typeof right === 'boolean' ? !decisive : null;
}

function compare(by: Comparison, left: FeelValue, right: FeelValue): boolean | null {
  if (by === '=' || by === '!=') {
    const equal = same(left, right);
    return equal === null ? null : equal === (by === '=');
  }
  const order = orderOf(left, right);
  if (order === null) return null;
  switch (by) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return by satisfies never;
  }
}

function same(left: FeelValue, right: FeelValue): boolean | null {
  if (left === null || right === null) return left === right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index] ?? null) === true);
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right;
  const order = orderOf(left, right);
  return order === null ? null : order === 0;
}

function orderOf(left: FeelValue, right: FeelValue): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (isKind(left, 'date') && isKind(right, 'date')) return dayNumber(left) - dayNumber(right);
  return null;
}

function calculate(by: Arithmetic, left: FeelValue, right: FeelValue): FeelValue {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = by === '+' ? left + right : by === '-' ? left - right : left * right;
    return Number.isFinite(result) ? result : null;
  }
  if (typeof left === 'string' && typeof right === 'string' && by === '+') return left + right;
  if (isKind(left, 'date') && isKind(right, 'duration') && by !== '*') return shift(left, right, by === '+' ? 1 : -1);
  return null;
}

function call(name: FunctionName, args: FeelValue[]): FeelValue {
  const [first = null, second = null] = args;
  switch (name) {
    case 'not':
      return typeof first === 'boolean' ? !first : null;
    case 'count':
      return Array.isArray(first) ? first.length : first === null ? null : 1;
    case 'list contains':
      return Array.isArray(first) ? first.some((item) => same(item, second) === true) : null;
    case 'string length':
      return typeof first === 'string' ? [...first].length : null;
    case 'contains':
      return typeof first === 'string' && typeof second === 'string' ? first.includes(second) : null;
    case 'date':
      return typeof first === 'string' ? dayOf(first) : isKind(first, 'date') ? first : null;
    case 'duration':
      return typeof first === 'string' ? spanOf(first) : null;
    default:
      return name satisfies never;
  }
}

function isKind<K extends 'date' | 'duration'>(value: FeelValue, kind: K): value is Extract<Day | Span, { kind: K }> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === kind;
}

function dayOf(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const date = { kind: 'date', year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } as const;
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysIn(date.year, date.month) ? date : null;
}

// Years and months, or days: FEEL keeps the two kinds of duration apart.
function spanOf(text: string): Span | null {
  const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})D)?$/.exec(text);
  if (!match || text === 'P') return null;
  const months = Number(match[1] ?? 0) * 12 + Number(match[2] ?? 0);
  const days = Number(match[3] ?? 0);
  return months > 0 && days > 0 ? null : { kind: 'duration', months, days };
}

function shift(date: Day, span: Span, sign: 1 | -1): Day {
  const monthIndex = date.year * 12 + (date.month - 1) + sign * span.months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const day = Math.min(date.day, daysIn(year, month));
  const moved = new Date(Date.UTC(year, month - 1, day + sign * span.days));
  return { kind: 'date', year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dayNumber(date: Day): number {
  return date.year * 372 + date.month * 31 + date.day;
}

function isoOf(date: Day): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}
