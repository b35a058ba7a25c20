import { knownNames } from './answers.ts';
import { answerFields, keyOf } from './components.ts';
import { compileFeel } from './feel/compile.ts';
import type { Expression } from './feel/evaluate.ts';
import { isMessage } from './messages.ts';
import { formDocument, type AnswerField, type FormField, type InputField } from './document.ts';

/**
 * A form ready for use: plain JSON, so a loader can send it to the browser.
 * `feel` holds the compiled form of every FEEL text in it.
 */
export type FormSchema = {
  key: string;
  version: number;
  title: string;
  components: FormField[];
  feel: Record<string, Expression>;
};

/** What is wrong with a form: where (path, and the field's key or id when it has one), a code, and the part in question. */
export type FormProblem = { path: string; field: string; code: string; detail: string };
export type ParsedForm = { ok: true; schema: FormSchema } | { ok: false; problems: FormProblem[] };

/** Names every condition may use besides the fields. */
const contextNames: readonly string[] = ['outcome', 'today', ...knownNames];

/**
 * A form-js document (parsed JSON) as a form ready for use, or everything that is wrong with it, by name.
 * The first component is its title, a text "# 政务数据共享申请表". Server only: brings zod and feelin along.
 */
export function parseForm(json: unknown): ParsedForm {
  const parsed = formDocument.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap((issue) => shapeProblems(json, issue)) };
  const { id, versionTag, components } = parsed.data;
  const [first, ...rest] = components;
  const title = first?.type === 'text' ? /^# (.+)$/.exec(first.text.trim())?.[1] : undefined;
  const schema: FormSchema = { key: id, version: Number(versionTag), title: title ?? '', components: rest, feel: {} };
  const problems = [...(title ? [] : [problem('components.0', undefined, 'no_title')]), ...checkFields(schema), ...checkFeel(schema)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, schema };
}

type Issue = { code: string; path: PropertyKey[]; message: string; keys?: string[]; discriminator?: string };

function shapeProblems(json: unknown, issue: Issue): FormProblem[] {
  const path = issue.path.map(String);
  const owner = lastField(json, path);
  const of = (code: string, detail: string): FormProblem => ({ path: path.join('.'), field: owner, code, detail });
  if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => of('unknown_key', key));
  if (issue.code === 'invalid_union' && issue.discriminator === 'type') return [of('unknown_type', String(valueAt(json, path) ?? ''))];
  return [of('wrong_value', `${path.at(-1) ?? ''}: ${issue.message}`)];
}

function checkFields(schema: FormSchema): FormProblem[] {
  const problems: FormProblem[] = [];
  const ids = new Set<string>();
  for (const component of everything(schema)) {
    if (ids.has(component.id)) problems.push(problem(component.id, component, 'same_id', component.id));
    ids.add(component.id);
  }
  problems.push(...checkKeys(answerFields(schema)));
  for (const field of answerFields(schema)) if (field.type === 'dynamiclist') problems.push(...checkKeys(field.components));
  for (const field of inputs(schema)) problems.push(...checkInput(field));
  return problems;
}

function checkKeys(fields: readonly AnswerField[]): FormProblem[] {
  const keys = fields.map(keyOf);
  return fields.flatMap((field, index) => {
    const key = keyOf(field);
    if (keys.indexOf(key) !== index) return [problem(field.id, field, 'same_key', key)];
    return contextNames.includes(key) || key in {} ? [problem(field.id, field, 'reserved_key', key)] : [];
  });
}

function checkInput(field: InputField): FormProblem[] {
  const { checkMessage, checkMessage2, patternMessage, optionMessage, check, check2 } = field.properties ?? {};
  const problems = [checkMessage, checkMessage2, patternMessage, optionMessage]
    .filter((code): code is string => code !== undefined && !isMessage(code))
    .map((code) => problem(field.id, field, 'unknown_message', code));
  if ((check && !checkMessage) || (check2 && !checkMessage2)) problems.push(problem(field.id, field, 'check_without_message'));
  if ('values' in field || 'valuesKey' in field) {
    const both = field.values && field.valuesKey;
    if (both) problems.push(problem(field.id, field, 'two_sources_of_choices'));
  }
  if (isChoice(field) && !field.values && field.valuesKey !== field.key) problems.push(problem(field.id, field, 'no_choices'));
  if (field.type === 'textfield') problems.push(...checkPattern(field));
  return problems;
}

// A pattern runs on what strangers send: no repeated groups and no back references, so it cannot run away.
function checkPattern(field: Extract<InputField, { type: 'textfield' }>): FormProblem[] {
  const pattern = field.validate?.pattern;
  if (pattern === undefined) return [];
  if (/\)[*+{]|\\[1-9k]|\(\?/.test(pattern)) return [problem(field.id, field, 'pattern_too_powerful', pattern)];
  try {
    if (new RegExp(pattern, 'u').test(field.properties?.example ?? '')) return [];
    return [problem(field.id, field, 'pattern_without_example', pattern)];
  } catch {
    return [problem(field.id, field, 'pattern_syntax', pattern)];
  }
}

function checkFeel(schema: FormSchema): FormProblem[] {
  const keys = answerFields(schema).map(keyOf);
  const problems: FormProblem[] = [];
  const compile = (component: FormField | InputField, known: readonly string[]) => {
    for (const text of feelTexts(component)) {
      const compiled = compileFeel(text);
      if (!compiled.ok) problems.push(problem(component.id, component, compiled.problem.code, compiled.problem.detail));
      else {
        addExpression(schema.feel, text, compiled.expression);
        const strange = compiled.names.filter((name) => !known.includes(name) && !contextNames.includes(name));
        problems.push(...strange.map((name) => problem(component.id, component, 'unknown_name', name)));
      }
    }
  };
  for (const component of everything(schema)) {
    if (!isRowField(schema, component)) compile(component, keys);
  }
  for (const list of answerFields(schema)) {
    if (list.type === 'dynamiclist') list.components.forEach((field) => compile(field, list.components.map(keyOf)));
  }
  return problems;
}

function addExpression(feel: Record<string, Expression>, text: string, expression: Expression): void {
  feel[text] = expression;
}

function feelTexts(component: FormField | InputField): string[] {
  const { requiredWhen, check, check2 } = component.properties ?? {};
  const computed = component.type === 'expression' ? component.expression : undefined;
  return [component.conditional?.hide, requiredWhen, check, check2, computed].filter((text) => text !== undefined);
}

function everything(schema: FormSchema): (FormField | InputField)[] {
  return schema.components.flatMap(withChildren);
}

function withChildren(component: FormField | InputField): (FormField | InputField)[] {
  const children: readonly (FormField | InputField)[] = 'components' in component ? component.components : [];
  return [component, ...children.flatMap(withChildren)];
}

function isRowField(schema: FormSchema, component: FormField | InputField): boolean {
  return answerFields(schema).some((field) => field.type === 'dynamiclist' && field.components.some((child) => child === component));
}

function inputs(schema: FormSchema): InputField[] {
  return answerFields(schema).flatMap((field): InputField[] =>
    field.type === 'dynamiclist' ? field.components : field.type === 'expression' ? [] : [field],
  );
}

function isChoice(field: InputField): field is Extract<InputField, { type: 'radio' | 'select' | 'checklist' | 'taglist' }> {
  return field.type === 'radio' || field.type === 'select' || field.type === 'checklist' || field.type === 'taglist';
}

function problem(path: string, component: FormField | InputField | undefined, code: string, detail = ''): FormProblem {
  const field = component && ('key' in component ? component.key : component.id);
  return { path, field: field ?? '', code, detail };
}

function lastField(json: unknown, path: string[]): string {
  for (let length = path.length; length > 0; length -= 1) {
    const value = valueAt(json, path.slice(0, length));
    if (typeof value !== 'object' || value === null) continue;
    const name = 'key' in value ? value.key : 'id' in value ? value.id : undefined;
    if (typeof name === 'string') return name;
  }
  return '';
}

function valueAt(json: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined),
    json,
  );
}
