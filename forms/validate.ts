import { answerFields, isList, keyOf, propertyNumber, shortLabel } from './components.ts';
import type { Answer, FieldError, FieldErrors, FormContext, Row, Validation } from './answers.ts';
import { fieldType } from './fields/field-types.ts';
import { isEmpty, type Checked } from './fields/field-type.ts';
import { keepsRows, rightOf, rowRightOf } from './rights.ts';
import type { AnswerField, InputField, ListField } from './document.ts';
import type { FormSchema } from './schema.ts';
import { holds, isHidden, scopeOf, truth, visibleFields } from './visibility.ts';
import type { Scope } from './feel/evaluate.ts';

const mostRows = 50;
const mostErrors = 100;

/**
 * The one validation, run by the browser, the commands and the programs' interface alike.
 * `raw` is what came in, of any shape. Good answers come back complete and cleaned: hidden and empty ones are gone,
 * computed ones filled in, those that may not be edited here taken from `context.stored`.
 * Errors are by path; their codes are those of messages.ts, `label` among the params. Never throws on input.
 */
export function validate(schema: FormSchema, raw: unknown, context: FormContext): Validation {
  if (!isRecord(raw)) return { ok: false, fields: { '': { code: 'not_answers', params: {} } } };
  const fields = answerFields(schema);
  const errors: FieldErrors = unknownFields(raw, new Set(fields.map(keyOf)), '');
  const given: Record<string, Answer> = {};
  const wrong = new Map<string, FieldErrors>();

  for (const field of fields) {
    const key = keyOf(field);
    if (field.type === 'expression') continue;
    if (rightOf(context.rights, key) !== 'edit') {
      if (!isEmpty(own(raw, key))) errors[key] = labelled(field, { code: 'not_editable', params: {} });
      const kept = context.stored?.[key];
      if (kept !== undefined) given[key] = kept;
      continue;
    }
    const found = isList(field) ? checkRows(schema, field, own(raw, key), context) : checkOne(field, own(raw, key), context);
    if (found.value !== undefined) given[key] = found.value;
    if (Object.keys(found.errors).length > 0) wrong.set(key, found.errors);
  }

  const { visible, answers } = visibleFields(schema, given, context);
  const scope = scopeOf(answers, context);
  for (const field of fields) {
    const key = keyOf(field);
    if (!visible.has(key) || field.type === 'expression' || rightOf(context.rights, key) !== 'edit') continue;
    Object.assign(errors, wrong.get(key) ?? asked(schema, field, answers[key], scope, key));
  }
  if (Object.keys(errors).length > 0) return { ok: false, fields: firstOf(errors) };
  return { ok: true, answers };
}

type Found = { value: Answer | undefined; errors: FieldErrors };

function checkOne(field: InputField, raw: unknown, context: FormContext): Found {
  const checked = checkInput(field, raw, context);
  return checked.ok ? { value: checked.value, errors: {} } : { value: undefined, errors: { [field.key]: labelled(field, checked.error) } };
}

function checkInput(field: InputField, raw: unknown, context: FormContext): Checked {
  const options = context.options;
  const allowed = options && Object.hasOwn(options, field.key) ? options[field.key] : undefined;
  return fieldType(field.type).check(raw, field, { today: context.today, allowed });
}

function checkRows(schema: FormSchema, list: ListField, raw: unknown, context: FormContext): Found {
  if (raw === undefined || raw === null) return { value: undefined, errors: {} };
  const max = propertyNumber(list, 'max', mostRows);
  const tooMany = Array.isArray(raw) && raw.length > max;
  if (!Array.isArray(raw) || tooMany) {
    const error: FieldError = tooMany ? { code: 'too_many_rows', params: { max } } : { code: 'not_a_list', params: {} };
    return { value: undefined, errors: { [list.path]: labelled(list, error) } };
  }
  const errors: FieldErrors = {};
  const stored = storedRows(list, context);
  if (keepsRows(context.rights, list.path) && raw.length !== stored.length)
    return { value: undefined, errors: { [list.path]: labelled(list, { code: 'not_editable', params: {} }) } };
  const rows = raw.map((row: unknown, index) => checkRow(schema, list, row, `${list.path}.${index}`, context, errors, stored[index]));
  return { value: rows.length > 0 ? rows : undefined, errors };
}

function storedRows({ path }: ListField, { stored }: FormContext): readonly Row[] {
  const rows = stored?.[path];
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'object') : [];
}

function checkRow(
  schema: FormSchema,
  list: ListField,
  raw: unknown,
  path: string,
  context: FormContext,
  errors: FieldErrors,
  stored: Row | undefined,
): Row {
  if (!isRecord(raw)) {
    errors[path] = labelled(list, { code: 'not_a_row', params: {} });
    return {};
  }
  Object.assign(errors, unknownFields(raw, new Set(list.components.map(keyOf)), `${path}.`));
  const row: Row = {};
  const wrong = new Map<string, FieldError>();
  for (const field of list.components) {
    if (rowRightOf(context.rights, list.path, field.key) !== 'edit') {
      if (!isEmpty(own(raw, field.key))) wrong.set(field.key, labelled(field, { code: 'not_editable', params: {} }));
      const kept = stored?.[field.key];
      if (kept !== undefined) row[field.key] = kept;
      continue;
    }
    const checked = checkInput(field, own(raw, field.key), context);
    if (!checked.ok) wrong.set(field.key, labelled(field, checked.error));
    else if (checked.value !== undefined && isRowAnswer(checked.value)) row[field.key] = checked.value;
  }
  const scope = scopeOf(row, context);
  for (const field of list.components) {
    const refusal = wrong.get(field.key);
    if (isHidden(schema, field, scope)) delete row[field.key];
    else if (refusal) errors[`${path}.${field.key}`] = refusal;
    else Object.assign(errors, asked(schema, field, row[field.key], scope, `${path}.${field.key}`));
  }
  return row;
}

// What is asked of a visible field beyond its type: that it is filled in, and its rules about other fields.
function asked(schema: FormSchema, field: InputField | ListField, value: Answer | undefined, scope: Scope, path: string): FieldErrors {
  const { requiredWhen, check, checkMessage, check2, checkMessage2 } = field.properties ?? {};
  if (isEmpty(value)) {
    const must = (!isList(field) && field.validate?.required === true) || holds(schema, requiredWhen, scope);
    const least = isList(field) ? propertyNumber(field, 'min', 0) : 0;
    const code = isList(field) ? 'required_fill' : `required_${fieldType(field.type).verb}`;
    return must || least > 0 ? { [path]: labelled(field, { code, params: {} }) } : {};
  }
  if (isList(field) && Array.isArray(value) && value.length < propertyNumber(field, 'min', 0)) {
    return { [path]: labelled(field, { code: 'too_few_rows', params: { min: propertyNumber(field, 'min', 0) } }) };
  }
  const rules = [
    [check, checkMessage],
    [check2, checkMessage2],
  ] as const;
  const broken = rules.find(([rule]) => rule !== undefined && truth(schema, rule, scope) === false);
  return broken ? { [path]: labelled(field, { code: broken[1] ?? 'pattern', params: {} }) } : {};
}

function unknownFields(raw: Record<string, unknown>, known: ReadonlySet<string>, prefix: string): FieldErrors {
  const strange = Object.keys(raw)
    .filter((key) => !known.has(key))
    .slice(0, 20);
  return Object.fromEntries(
    strange.map((key) => [`${prefix}${key.slice(0, 64)}`, { code: 'unknown_field', params: { key: key.slice(0, 64) } }]),
  );
}

function labelled(field: AnswerField, error: FieldError): FieldError {
  return { code: error.code, params: { label: shortLabel(field), ...error.params } };
}

function firstOf(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).slice(0, mostErrors));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRowAnswer(value: Answer): value is Row[string] {
  return !Array.isArray(value) || value.every((item) => typeof item === 'string');
}

// Object.hasOwn: a field named like something of Object.prototype must not find it.
function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
