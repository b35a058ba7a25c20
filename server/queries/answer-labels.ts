import type { EntityManager } from '@mikro-orm/postgresql';
import { answerFields, keyOf } from '#forms/components.ts';
import type { Options } from '#server/db/form-options.ts';
import { rows } from '#server/db/orm.ts';
import type { FormSchema } from '#forms/schema.ts';

/** By field key, then by id. */
export type AnswerLabels = Record<string, Record<string, string>>;

const TABLES = {
  people: 'select id, display_name as name from account where id = any (?)',
  files: 'select id::text, name from attachment where id = any (?::uuid[])',
} as const;

/** What people and files that a step's form offers are called; asks nothing where the form has no such field. */
export async function answerLabels(em: EntityManager, schema: FormSchema, options: Options): Promise<AnswerLabels> {
  const labels: AnswerLabels = {};
  for (const field of answerFields(schema)) {
    const key = keyOf(field);
    const ids = options[key] ?? [];
    const table = field.type === 'filepicker' ? 'files' : key === 'responsiblePerson' ? 'people' : null;
    if (table === null || ids.length === 0) continue;
    const found = await rows<{ id: string; name: string }>(em, TABLES[table], [[...ids]]);
    labels[key] = Object.fromEntries(found.map(({ id, name }) => [id, name]));
  }
  return labels;
}
