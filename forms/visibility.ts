import { answerFields, keyOf } from './components.ts';
import type { FormContext } from './answers.ts';
import { evaluate, toAnswer, type Scope } from './feel/evaluate.ts';
import type { AnswerField, FormField, InputField } from './document.ts';
import type { FormSchema } from './schema.ts';

/** Is the FEEL text of this form true here? Unknown (null) is not true. */
export function holds(schema: FormSchema, text: string | undefined, scope: Scope): boolean {
  return text !== undefined && truth(schema, text, scope) === true;
}

/** true, false or null (cannot be told, as when a field is still empty). */
export function truth(schema: FormSchema, text: string, scope: Scope): boolean | null {
  const expression = schema.feel[text];
  if (!expression) throw new Error(`expression was not compiled: ${text}`);
  const value = evaluate(expression, scope);
  return typeof value === 'boolean' ? value : null;
}

/** Does the form's own condition hide this component? A section hides what is in it: ask visibleFields for that. */
export function isHidden(schema: FormSchema, field: FormField | InputField, scope: Scope): boolean {
  return holds(schema, field.conditional?.hide, scope);
}

/** The names a condition may use: the answers, the chosen outcome, today, and what the case says already. */
export function scopeOf(answers: Readonly<Record<string, unknown>>, context: Pick<FormContext, 'today' | 'outcome' | 'known'>): Scope {
  return { ...answers, ...context.known, outcome: context.outcome ?? null, today: context.today };
}

/**
 * Which fields the conditions leave visible, and the answers that count: those of hidden fields are left out, also
 * for the conditions of other fields, and computed values are filled in.
 */
export function visibleFields<A>(
  schema: FormSchema,
  answers: Readonly<Record<string, A>>,
  context: Pick<FormContext, 'today' | 'outcome' | 'known'>,
): { visible: Set<string>; answers: Record<string, A | Computed> } {
  let visible = new Set(answerFields(schema).map(keyOf));
  for (;;) {
    const known = withComputed(schema, answers, visible, context);
    const next = visibleNow(schema, visible, scopeOf(known, context));
    if (next.size === visible.size) return { visible, answers: known };
    visible = next;
  }
}

// Only ever takes fields away, so the loop above ends after at most one round for each field.
function visibleNow(schema: FormSchema, before: Set<string>, scope: Scope): Set<string> {
  const keep = new Set<string>();
  const look = (field: AnswerField) => {
    if (before.has(keyOf(field)) && !isHidden(schema, field, scope)) keep.add(keyOf(field));
  };
  for (const component of schema.components) {
    if (component.type === 'group') {
      if (!isHidden(schema, component, scope)) answerFields({ ...schema, components: component.components }).forEach(look);
    } else answerFields({ ...schema, components: [component] }).forEach(look);
  }
  return keep;
}

type Computed = string | number | boolean;

function withComputed<A>(
  schema: FormSchema,
  answers: Readonly<Record<string, A>>,
  visible: Set<string>,
  context: Pick<FormContext, 'today' | 'outcome' | 'known'>,
): Record<string, A | Computed> {
  const known: Record<string, A | Computed> = {};
  for (const field of answerFields(schema)) {
    const key = keyOf(field);
    const answer = answers[key];
    if (visible.has(key) && field.type !== 'expression' && answer !== undefined) known[key] = answer;
  }
  for (const field of answerFields(schema)) {
    const expression = field.type === 'expression' ? schema.feel[field.expression] : undefined;
    if (!expression || !visible.has(keyOf(field))) continue;
    const value = toAnswer(evaluate(expression, scopeOf(known, context)));
    if (value !== undefined) known[keyOf(field)] = value;
  }
  return known;
}
