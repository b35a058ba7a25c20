import type { Answer, Answers, Row } from './answers.ts';
import { answerText, type Names } from './answer-text.ts';
import { answerFields, isList, keyOf, labelOf } from './components.ts';
import type { AnswerField, InputField } from './document.ts';
import type { FormSchema } from './schema.ts';

/** One answer that changed: its path (lists by row), its label, and both texts as people read them ('' when empty). */
export type Change = { path: string; label: string; before: string; after: string };

/** What changed between two revisions of the answers, in the order of the form. */
export function changedAnswers(schema: FormSchema, before: Answers, after: Answers, names: Names = {}): Change[] {
  return answerFields(schema).flatMap((field) =>
    isList(field)
      ? changedRows(field.components, keyOf(field), field.label, before[field.path], after[field.path], names)
      : changed(field, keyOf(field), labelOf(field), before[keyOf(field)], after[keyOf(field)], names),
  );
}

function changed(
  field: AnswerField,
  path: string,
  label: string,
  before: Answer | undefined,
  after: Answer | undefined,
  names: Names,
): Change[] {
  if (sameAnswer(before, after)) return [];
  return [{ path, label, before: answerText(field, before, names), after: answerText(field, after, names) }];
}

function changedRows(
  fields: readonly InputField[],
  path: string,
  label: string,
  before: Answer | undefined,
  after: Answer | undefined,
  names: Names,
): Change[] {
  const old = Array.isArray(before) ? before : [];
  const now = Array.isArray(after) ? after : [];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => index).flatMap((index) =>
    fields.flatMap((field) =>
      changed(
        field,
        `${path}.${index}.${field.key}`,
        `${label} ${index + 1} · ${labelOf(field)}`,
        cell(old[index], field.key),
        cell(now[index], field.key),
        names,
      ),
    ),
  );
}

function cell(row: string | Row | undefined, key: string): Answer | undefined {
  return typeof row === 'object' && !Array.isArray(row) && Object.hasOwn(row, key) ? row[key] : undefined;
}

// Choices of several are a set: the order of ticking them says nothing.
function sameAnswer(before: Answer | undefined, after: Answer | undefined): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item: unknown) => after.some((other: unknown) => other === item));
  }
  return before === after;
}
