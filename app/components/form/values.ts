import { answerFields, isList, keyOf, propertyNumber } from '#forms/components.ts';
import type { InputField, ListField } from '#forms/document.ts';
import { fieldType } from '#forms/fields/field-types.ts';
import type { FormSchema } from '#forms/schema.ts';

/** What the inputs hold: text as typed, ticks, lists of chosen values. */
export type InputValue = string | boolean | string[];
type RowValues = Record<string, InputValue>;

/** Inputs filled with answers, which may be half done or wrong (a draft). */
export function inputValues(schema: FormSchema, answers: Readonly<Record<string, unknown>>): Record<string, InputValue | RowValues[]> {
  const values: Record<string, InputValue | RowValues[]> = {};
  for (const field of answerFields(schema)) {
    if (field.type === 'expression') continue;
    const answer = answers[keyOf(field)];
    values[keyOf(field)] = isList(field) ? rowValues(field, answer) : inputValue(field, answer);
  }
  return values;
}

/** The answers that the inputs hold, as a plain post would carry them: still to be validated. */
export function answersOf(schema: FormSchema, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const field of answerFields(schema)) {
    if (field.type === 'expression') continue;
    const value = values[keyOf(field)];
    const answer = isList(field) ? rowsOf(field, value) : answerOf(field, value);
    if (!isBlank(answer)) answers[keyOf(field)] = answer;
  }
  return answers;
}

/** One untouched row. */
export function blankRow(list: ListField): RowValues {
  return Object.fromEntries(list.components.map((field) => [field.key, inputValue(field, undefined)]));
}

function inputValue(field: InputField, answer: unknown): InputValue {
  if (field.type === 'checkbox') return answer === true;
  if (Array.isArray(fieldType(field.type).empty(field))) {
    return Array.isArray(answer) ? answer.filter((item) => typeof item === 'string') : [];
  }
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '';
}

function rowValues(list: ListField, answer: unknown): RowValues[] {
  const rows = Array.isArray(answer) ? answer.filter(isRecord) : [];
  if (rows.length === 0) return Array.from({ length: list.defaultRepetitions ?? propertyNumber(list, 'min', 1) }, () => blankRow(list));
  return rows.map((row) => Object.fromEntries(list.components.map((field) => [field.key, inputValue(field, row[field.key])])));
}

// Rows left blank at the end count as not there, as in a plain post.
function rowsOf(list: ListField, value: unknown): Record<string, unknown>[] {
  const rows = (Array.isArray(value) ? value.filter(isRecord) : []).map((row) =>
    Object.fromEntries(
      list.components.map((field) => [field.key, answerOf(field, row[field.key])]).filter(([, answer]) => !isBlank(answer)),
    ),
  );
  return rows.slice(0, rows.findLastIndex((row) => Object.keys(row).length > 0) + 1);
}

function answerOf(field: InputField, value: unknown): unknown {
  return fieldType(field.type).fromForm(stringsOf(value), field);
}

// react-hook-form gives a lone checkbox of a group as its value or false, several as a list.
function stringsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  if (value === true) return ['true'];
  return typeof value === 'string' ? [value] : [];
}

function isBlank(answer: unknown): boolean {
  return (
    answer === undefined ||
    answer === false ||
    (typeof answer === 'string' && answer.trim() === '') ||
    (Array.isArray(answer) && answer.length === 0)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
