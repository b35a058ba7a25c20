import type { AnswerField, FormField, InputField, ListField } from './document.ts';

type Node = FormField | InputField;

/** Every field that holds an answer, in the order of the form; fields of list rows stand within their list. */
export function answerFields(schema: { readonly components: readonly FormField[] }): AnswerField[] {
  return schema.components.flatMap((component) => (component.type === 'group' ? component.components : [component])).filter(holdsAnswer);
}

/** The key of its answer: form-js says `path` for a list. */
export function keyOf(field: AnswerField): string {
  return field.type === 'dynamiclist' ? field.path : field.key;
}

/** form-js shows the date's own label, not the field's. */
export function labelOf(field: AnswerField): string {
  return field.type === 'datetime' ? field.dateLabel : field.label;
}

/** "使用依据(法定职责条款)" is quoted as "使用依据". */
export function shortLabel(field: AnswerField): string {
  return labelOf(field)
    .replace(/[(\uff08].*$/, '')
    .trim();
}

/** A list of rows? */
export function isList(field: AnswerField): field is ListField {
  return field.type === 'dynamiclist';
}

/** A whole number out of the properties (form-js keeps strings there). */
export function propertyNumber(field: Node, name: 'min' | 'max' | 'maxSize' | 'maxFiles' | 'rows', otherwise: number): number {
  const text = field.properties?.[name];
  return text === undefined ? otherwise : Number(text);
}

/** The files that a filepicker takes: bytes of one, how many, and endings ("pdf"). */
export function uploadRules(field: Extract<InputField, { type: 'filepicker' }>): { maxBytes: number; maxFiles: number; types: string[] } {
  return {
    maxBytes: propertyNumber(field, 'maxSize', 20 * 1024 * 1024),
    maxFiles: field.multiple ? propertyNumber(field, 'maxFiles', 10) : 1,
    types: (field.accept ?? '')
      .split(',')
      .map((type) => type.replace('.', ''))
      .filter(Boolean),
  };
}

function holdsAnswer(field: Node): field is AnswerField {
  return field.type !== 'text' && field.type !== 'separator' && field.type !== 'spacer' && field.type !== 'group';
}

/** Must whoever fills in the form answer it, where its condition shows it? */
export function isRequired(field: AnswerField): boolean {
  return field.type === 'dynamiclist'
    ? propertyNumber(field, 'min', 0) > 0
    : field.type !== 'expression' && field.validate?.required === true;
}
