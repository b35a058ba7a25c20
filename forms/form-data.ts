import { answerFields, isList, keyOf } from './components.ts';
import { fieldType } from './fields/field-types.ts';
import { isEmpty } from './fields/field-type.ts';
import type { InputField, ListField } from './document.ts';
import type { FormSchema } from './schema.ts';

// Apart from the names of the decision itself (outcome, opinion, basis), which stand in the same HTML form.
const prefix = 'answers.';
const filePrefix = 'files.';

/** The name of an input: `answers.purpose`, `answers.replies.0.reply`. */
export function inputName(path: string): string {
  return prefix + path;
}

/** The name of a file input where there is no script to upload with: `files.attachments`. */
export function fileInputName(key: string): string {
  return filePrefix + key;
}

/**
 * The answers in a plain form post, still to be validated. Names without the prefix are somebody else's; names that
 * the form does not know come along, for validate to refuse. List rows left blank are gone, the rest close up.
 */
export function answersFromForm(schema: FormSchema, form: FormData): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const field of answerFields(schema)) {
    known.add(keyOf(field));
    if (field.type === 'expression') continue;
    const value = isList(field) ? rowsFrom(field, form) : valueFrom(field, form, keyOf(field));
    if (!isEmpty(value) && value !== false) answers[keyOf(field)] = value;
  }
  for (const name of form.keys()) {
    const [key = ''] = name.startsWith(prefix) ? name.slice(prefix.length).split('.') : [];
    if (key !== '' && !known.has(key)) Object.defineProperty(answers, key, { value: '', enumerable: true, configurable: true });
  }
  return answers;
}

/** Files that came with a plain post, by field key: to be stored first, their ids then belong to that answer. */
export function filesFromForm(form: FormData): { key: string; file: File }[] {
  return [...form.entries()].flatMap(([name, value]) =>
    name.startsWith(filePrefix) && value instanceof File && value.size > 0 ? [{ key: name.slice(filePrefix.length), file: value }] : [],
  );
}

function valueFrom(field: InputField, form: FormData, path: string): unknown {
  const values = form.getAll(inputName(path)).filter((value) => typeof value === 'string');
  return fieldType(field.type).fromForm(values, field);
}

function rowsFrom(list: ListField, form: FormData): Record<string, unknown>[] {
  const start = `${prefix}${list.path}.`;
  const indexes = new Set<number>();
  for (const name of form.keys()) {
    const index = name.startsWith(start) ? /^\d{1,4}(?=\.)/.exec(name.slice(start.length)) : null;
    if (index) indexes.add(Number(index[0]));
  }
  return [...indexes]
    .sort((a, b) => a - b)
    .map((index) => rowFrom(list, form, index))
    .filter((row) => Object.keys(row).length > 0);
}

function rowFrom(list: ListField, form: FormData, index: number): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const field of list.components) {
    const value = valueFrom(field, form, `${list.path}.${index}.${field.key}`);
    const blank = typeof value === 'string' && value.trim() === '';
    if (!isEmpty(value) && !blank && value !== false) row[field.key] = value;
  }
  return row;
}
