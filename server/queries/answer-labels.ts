import { answerFields, keyOf } from '#forms/components.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import type { Options } from '#server/domain/case-kinds.ts';

/** By field key, then by id. */
export type AnswerLabels = Record<string, Record<string, string>>;

/** What people and files that a step's form offers are called. */
export function answerLabels(
  { colleagues, attachments, looseFiles }: Pick<CaseRows, 'colleagues' | 'attachments' | 'looseFiles'>,
  schema: FormSchema,
  options: Options,
): AnswerLabels {
  const labels: AnswerLabels = {};
  for (const field of answerFields(schema)) {
    const key = keyOf(field);
    const offered = new Set(options[key]);
    const named = field.type === 'filepicker' ? [...attachments, ...looseFiles] : key === 'responsiblePerson' ? colleagues : [];
    const found = named.filter(({ id }) => offered.has(id));
    if (found.length > 0) labels[key] = Object.fromEntries(found.map(({ id, name }) => [id, name]));
  }
  return labels;
}
