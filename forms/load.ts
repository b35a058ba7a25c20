import { readdirSync, readFileSync } from 'node:fs';
import { parseForm, type FormProblem, type FormSchema } from './schema.ts';

/** A shipped form: the form-js document as it stands in its file, and the form ready for use. */
export type ShippedForm = { document: unknown; schema: FormSchema };

/**
 * Every .form file of this folder, by key. A new form is a new file here and nothing else.
 * Server only: read from disk, so no form is ever part of a script that the browser loads.
 * Throws when a file is broken, naming the file and everything wrong with it.
 */
export function shippedForms(folder = new URL('.', import.meta.url)): ReadonlyMap<string, ShippedForm> {
  const forms = new Map<string, ShippedForm>();
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.form'))
    .sort()) {
    const document: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const parsed = parseForm(document);
    if (!parsed.ok) throw new Error(`forms/${name}: ${parsed.problems.map(inWords).join('; ')}`);
    if (`${parsed.schema.key}.form` !== name) throw new Error(`forms/${name}: its id is ${parsed.schema.key}`);
    forms.set(parsed.schema.key, { document, schema: parsed.schema });
  }
  return forms;
}

/** One problem as a developer reads it. */
function inWords({ path, field, code, detail }: FormProblem): string {
  return [path, field && field !== path ? `(${field})` : '', code, detail].filter(Boolean).join(' ');
}
