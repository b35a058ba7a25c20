import type { Answer, Answers, FormContext, Row } from './answers.ts';
import { answerFields, isList, isRequired, keyOf, propertyNumber } from './components.ts';
import type { Pick } from './fields/field-type.ts';
import { fieldType } from './fields/field-types.ts';
import { keepsRows, rightOf, rowRightOf } from './rights.ts';
import type { InputField, ListField } from './document.ts';
import type { FormSchema } from './schema.ts';
import { validate } from './validate.ts';
import { visibleFields } from './visibility.ts';

const tries = 50;

/**
 * Answers that pass validation, ready to be posted: for integrators, tests and the form designer.
 * The same seed gives the same answers; seed 0 fills in every field, others leave out some that need not be filled in.
 * Throws when the form cannot be filled in here, as when `context.options` offers nothing for a required choice.
 */
export function exampleAnswers(schema: FormSchema, context: FormContext, seed = 0): Answers {
  let refusal = '';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answers = oneExample(schema, context, seed * tries + attempt, seed === 0 && attempt === 0);
    const checked = validate(schema, answers, context);
    if (checked.ok) return answers;
    refusal = JSON.stringify(checked.fields);
  }
  throw new Error(`no example of ${schema.key} passes: ${refusal}`);
}

function oneExample(schema: FormSchema, context: FormContext, seed: number, everything: boolean): Answers {
  const pick = picker(seed);
  const given: Answers = {};
  for (const field of answerFields(schema)) {
    // What is required under a condition is filled in always: where the condition hides it, it falls away below.
    const wanted = everything || isRequired(field) || field.properties?.requiredWhen !== undefined || pick(2) === 0;
    if (field.type === 'expression' || !wanted || rightOf(context.rights, keyOf(field)) !== 'edit') continue;
    const answer = isList(field) ? exampleRows(field, context, pick) : exampleOf(field, context, pick);
    if (answer !== undefined) given[keyOf(field)] = answer;
  }
  const stored = Object.entries(context.stored ?? {}).filter(([key]) => rightOf(context.rights, key) !== 'edit');
  const { visible } = visibleFields(schema, { ...Object.fromEntries(stored), ...given }, context);
  return Object.fromEntries(Object.entries(given).filter(([key]) => visible.has(key)));
}

function exampleRows(list: ListField, context: FormContext, pick: Pick): Row[] {
  const stored = context.stored?.[list.path];
  const kept = keepsRows(context.rights, list.path) && Array.isArray(stored) ? stored.length : null;
  return Array.from({ length: kept ?? Math.max(1, propertyNumber(list, 'min', 1)) }, () => {
    const row: Row = {};
    for (const field of list.components) {
      if (rowRightOf(context.rights, list.path, field.key) !== 'edit') continue;
      const answer = exampleOf(field, context, pick);
      if (answer !== undefined && isRowAnswer(answer)) row[field.key] = answer;
    }
    return row;
  });
}

function exampleOf(field: InputField, context: FormContext, pick: Pick): Answer | undefined {
  return fieldType(field.type).example(field, { today: context.today, allowed: context.options?.[field.key] }, pick);
}

function isRowAnswer(value: Answer): value is Row[string] {
  return !Array.isArray(value) || value.every((item) => typeof item === 'string');
}

// Mulberry32: small, and the same everywhere.
function picker(seed: number): Pick {
  let state = (seed + 0x9e3779b9) | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
