import type { ChoiceField } from '../document.ts';
import { accepted, nothing, refused, type Checked, type FieldContext, type Pick } from './field-type.ts';
import { propertyNumber } from '../components.ts';

const mostChoices = 500;

/** The values a choice may take here: its own, narrowed by the context; without own values the context's alone. */
export function allowedValues(field: ChoiceField, allowed: readonly string[] | undefined): readonly string[] {
  if (!field.values) return allowed ?? [];
  const own = field.values.map(({ value }) => value);
  return allowed ? own.filter((value) => allowed.includes(value)) : own;
}

/** One of the values. */
export function checkOne(raw: unknown, field: ChoiceField, { allowed }: FieldContext): Checked {
  if (raw === undefined || raw === null || raw === '') return nothing;
  if (typeof raw !== 'string') return refused('not_text');
  return allowedValues(field, allowed).includes(raw) ? accepted(raw) : refused('not_an_option');
}

/** Several of the values, each once; they come back in the order they were given. */
export function checkSeveral(raw: unknown, field: ChoiceField, { allowed }: FieldContext): Checked {
  if (raw === undefined || raw === null) return nothing;
  if (!Array.isArray(raw) || !raw.every((value): value is string => typeof value === 'string')) return refused('not_a_list');
  if (raw.length === 0) return nothing;
  const max = propertyNumber(field, 'max', mostChoices);
  const min = propertyNumber(field, 'min', 0);
  if (raw.length > max) return refused('too_many_choices', { max });
  if (raw.length < min) return refused('too_few_choices', { min });
  if (new Set(raw).size !== raw.length) return refused('chosen_twice');
  const choices = new Set(allowedValues(field, allowed));
  return raw.every((value) => choices.has(value)) ? accepted([...raw]) : refused('not_an_option');
}

/** What `properties.example` names, or one that `pick` chooses. */
export function exampleOne(field: ChoiceField, { allowed }: FieldContext, pick: Pick): string | undefined {
  const values = allowedValues(field, allowed);
  const wanted = values.find((value) => value === field.properties?.example);
  return values.length === 0 ? undefined : (wanted ?? values[pick(values.length)]);
}

/** As many as `pick` says within what is asked for, from where it says; all of them for `properties.example` "all". */
export function exampleSeveral(field: ChoiceField, { allowed }: FieldContext, pick: Pick): string[] | undefined {
  const values = allowedValues(field, allowed);
  if (values.length === 0) return undefined;
  if (field.properties?.example === 'all') return [...values];
  const least = Math.max(1, propertyNumber(field, 'min', 1));
  const most = Math.min(values.length, propertyNumber(field, 'max', mostChoices));
  const howMany = least + pick(Math.max(1, most - least + 1));
  const start = pick(values.length);
  return [...values.slice(start), ...values.slice(0, start)].slice(0, howMany);
}
