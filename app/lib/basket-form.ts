import type { Answer, Answers } from '#forms/answers.ts';
import { keyOf } from '#forms/components.ts';
import type { AnswerField, FormField } from '#forms/document.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { ServerErrors } from '#app/components/form/use-answer-form.ts';
import type { Chosen } from '#server/domain/basket.ts';
import type { BasketStart } from '#server/queries/basket-start.ts';

export type BasketEntry = BasketStart['entries'][number];
type OpenEntry = BasketEntry & { readonly open: NonNullable<BasketEntry['open']> };

/** What is answered for each entry by itself. */
const OWN = ['itemIds', 'method'] as const;
type Own = (typeof OWN)[number];

export function openIn(entries: readonly BasketEntry[]): readonly OpenEntry[] {
  return entries.filter((entry): entry is OpenEntry => entry.open !== null);
}

export function keyAt(key: Own, entryId: string): string {
  return `${key}_${entryId}`;
}

/** The place in the form where an entry is described. */
export function aboutId(entryId: string): string {
  return `about_${entryId}`;
}

/** The application's own form, with what is answered for each entry asked once for each: one form, one check, one draft. */
export function basketSchema(schema: FormSchema, entries: readonly BasketEntry[]): FormSchema {
  const own = fieldsIn(schema.components).filter((field) => isOwn(keyOf(field)));
  const common = schema.components.flatMap((component): FormField[] => {
    if (component.type !== 'group') return isApart(component) ? [] : [component];
    const components = component.components.filter((child) => !isApart(child));
    return components.length === 0 ? [] : [{ ...component, components }];
  });
  return { ...schema, components: [...openIn(entries).map((entry) => partOf(entry, own)), ...common] };
}

function partOf({ entryId, name }: BasketEntry, own: readonly AnswerField[]): FormField {
  return {
    id: `part_${entryId}`,
    type: 'group',
    label: name,
    showOutline: true,
    components: [{ id: aboutId(entryId), type: 'text', text: '' }, ...own.map((field) => atEntry(field, entryId, name))],
  };
}

function atEntry(field: AnswerField, entryId: string, name: string): AnswerField {
  const id = `${field.id}_${entryId}`;
  // In the list of what is wrong several entries stand side by side.
  if (field.type === 'checklist' && field.key === 'itemIds')
    return { ...field, id, key: keyAt('itemIds', entryId), valuesKey: keyAt('itemIds', entryId), label: `${field.label}:${name}` };
  if (field.type === 'radio' && field.key === 'method')
    return { ...field, id, key: keyAt('method', entryId), label: `${field.label}:${name}` };
  throw new Error(`the application asks for ${keyOf(field)} in another way than a basket can`);
}

function fieldsIn(components: readonly FormField[]): AnswerField[] {
  return components.flatMap((component) => (component.type === 'group' ? component.components : [component])).filter(isAnswer);
}

function isAnswer(component: FormField): component is AnswerField {
  return component.type !== 'text' && component.type !== 'separator' && component.type !== 'spacer' && component.type !== 'group';
}

function isOwn(key: string): key is Own {
  return OWN.some((own) => own === key);
}

function isApart(component: FormField): boolean {
  return isAnswer(component) && (keyOf(component) === 'entryId' || isOwn(keyOf(component)));
}

/** What may be chosen for each entry, beside what the common part offers. */
export function basketOptions({ form, entries }: BasketStart): Record<string, readonly string[]> {
  const own = openIn(entries).flatMap(({ entryId, items, methods }): [string, readonly string[]][] => [
    [keyAt('itemIds', entryId), items.map(({ id }) => id)],
    [keyAt('method', entryId), methods],
  ]);
  return { ...form.options, ...Object.fromEntries(own) };
}

/** The whole form's answers as they begin. */
export function basketAnswers({ answers, entries }: BasketStart): Answers {
  const own = openIn(entries).flatMap(({ entryId, itemIds, method }): [string, Answer][] => [
    [keyAt('itemIds', entryId), [...itemIds]],
    [keyAt('method', entryId), method],
  ]);
  return { ...answers, ...Object.fromEntries(own) };
}

/** What is chosen for each entry. */
export function chosenIn(answers: Readonly<Record<string, unknown>>, entries: readonly BasketEntry[]): Chosen[] {
  return openIn(entries).map(({ entryId }) => {
    const [items, method] = [answers[keyAt('itemIds', entryId)], answers[keyAt('method', entryId)]];
    return {
      entryId,
      itemIds: Array.isArray(items) ? items.filter((id) => typeof id === 'string') : [],
      method: typeof method === 'string' ? method : '',
    };
  });
}

/** What all applications have in common. */
export function commonIn<Value>(answers: Readonly<Record<string, Value>>): Record<string, Value> {
  const ownKeys = new RegExp(`^(${OWN.join('|')})_`);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !ownKeys.test(key)));
}

/** A refusal's paths (`entries.<id>.itemIds`) as this form's, and the entries that are refused as a whole. */
export function refusedParts(codes: ServerErrors, entries: readonly BasketEntry[]): { codes: ServerErrors; barred: readonly string[] } {
  const barred: string[] = [];
  const here: Record<string, ServerErrors[string]> = {};
  for (const [path, error] of Object.entries(codes)) {
    const [, entryId, own] = /^entries\.([^.]+)(?:\.(\w+).*)?$/.exec(path) ?? [];
    if (entryId === undefined) here[path] = error;
    else if (own === undefined || !isOwn(own)) barred.push(entryId);
    else here[keyAt(own, entryId)] = named(error, entries.find((entry) => entry.entryId === entryId)?.name ?? entryId);
  }
  return { codes: here, barred };
}

function named({ code, params }: ServerErrors[string], name: string): ServerErrors[string] {
  return { code, params: { ...params, ...(params?.['label'] === undefined ? {} : { label: `${params['label']}:${name}` }) } };
}
