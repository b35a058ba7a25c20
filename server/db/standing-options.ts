import { answerFields } from '#forms/components.ts';
import type { InputField } from '#forms/document.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Options } from '#server/domain/case-kinds.ts';
import type { Reference } from './reference.ts';

type Standing = Pick<Reference, 'organisations' | 'legalBases'>;
type Labels = Record<string, Record<string, string>>;

/** What the fields of a form offer that choose from standing data: organisations, and clauses of the library of legal bases. */
export function standingOptions(schema: FormSchema, reference: Standing): Options {
  return Object.fromEntries(Object.entries(standingLabels(schema, reference)).map(([key, labels]) => [key, Object.keys(labels)]));
}

/** What these are called, by field key. */
export function standingLabels(schema: FormSchema, { organisations, legalBases }: Standing): Labels {
  const offered: Readonly<Record<string, ReadonlyMap<string, string>>> = { org: organisations, clause: legalBases };
  return Object.fromEntries(
    inputsOf(schema).flatMap(({ key, properties }) => {
      const names = offered[properties?.widget ?? ''];
      return names === undefined ? [] : [[key, Object.fromEntries(names)]];
    }),
  );
}

function inputsOf(schema: FormSchema): InputField[] {
  return answerFields(schema).flatMap((field) =>
    field.type === 'dynamiclist' ? field.components : field.type === 'expression' ? [] : [field],
  );
}
