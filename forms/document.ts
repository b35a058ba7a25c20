import { z } from 'zod';

/**
 * The subset of form-js JSON that our forms use (https://github.com/bpmn-io/form-js, schema version 18).
 * Only the server parses it; the browser imports nothing but types from here, so zod stays out of its bundle.
 * Every key is listed: an unknown field type or key is refused by name, never dropped.
 */

const identifier = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/);
const count = z.string().regex(/^\d{1,9}$/);
const words = z.string().max(1000);

/** form-js allows strings only in here; the keys are ours. */
const properties = z.strictObject({
  /** our own widget for a standard type: item-picker for a checklist, table for rows; carried: an id that the form takes along unseen */
  widget: z.enum(['item-picker', 'entry', 'person', 'org', 'clause', 'terms', 'carried', 'table']).optional(),
  /** the law because of which no designer may remove the field or make it optional */
  locked: words.optional(),
  /** FEEL; the field must be filled in when it is true */
  requiredWhen: words.optional(),
  /** FEEL; unless it is false the answer is fine; the key of the text shown otherwise (forms/messages.ts) */
  check: words.optional(),
  checkMessage: identifier.optional(),
  check2: words.optional(),
  checkMessage2: identifier.optional(),
  /** a text with check digits of its own */
  format: z.enum(['uscc']).optional(),
  /** the text shown when the answer is none of the texts that may stand here */
  optionMessage: identifier.optional(),
  /** the text shown when validate.pattern does not match */
  patternMessage: identifier.optional(),
  /** dates: "today", "today+30", "today-1" or an ISO date, both inclusive */
  earliest: z
    .string()
    .regex(/^(today([+-]\d{1,4})?|\d{4}-\d{2}-\d{2})$/)
    .optional(),
  latest: z
    .string()
    .regex(/^(today([+-]\d{1,4})?|\d{4}-\d{2}-\d{2})$/)
    .optional(),
  /** dynamic lists: how many rows; choices of several: how many */
  min: count.optional(),
  max: count.optional(),
  /** files: bytes of one file, how many */
  maxSize: count.optional(),
  maxFiles: count.optional(),
  /** rows of a text area; the browser's autocomplete token; an answer for examples */
  rows: count.optional(),
  autocomplete: z.string().max(40).optional(),
  example: words.optional(),
});

const common = {
  id: identifier,
  conditional: z.strictObject({ hide: z.string().max(600) }).optional(),
  layout: z.strictObject({ row: z.string().optional(), columns: z.number().int().min(2).max(16).nullable().optional() }).optional(),
  properties: properties.optional(),
};
const input = { ...common, key: identifier, label: words.min(1), description: words.optional() };
const required = { required: z.boolean().optional() };
const adorners = z.strictObject({ prefixAdorner: z.string().max(20).optional(), suffixAdorner: z.string().max(20).optional() });
const length = z.number().int().min(0).max(20000);
const values = z
  .array(z.strictObject({ value: z.string().min(1).max(100), label: words.min(1) }))
  .min(1)
  .max(500);
// form-js: either the choices themselves, or the key of the input data that holds them.
const choices = { ...input, values: values.optional(), valuesKey: identifier.optional(), validate: z.strictObject(required).optional() };

const textfield = z.strictObject({
  ...input,
  type: z.literal('textfield'),
  appearance: adorners.optional(),
  validate: z
    .strictObject({
      ...required,
      minLength: length.optional(),
      maxLength: length.optional(),
      pattern: z.string().max(200).optional(),
      validationType: z.enum(['custom', 'email']).optional(),
    })
    .optional(),
});
const textarea = z.strictObject({
  ...input,
  type: z.literal('textarea'),
  validate: z.strictObject({ ...required, minLength: length.optional(), maxLength: length.optional() }).optional(),
});
const number = z.strictObject({
  ...input,
  type: z.literal('number'),
  appearance: adorners.optional(),
  decimalDigits: z.number().int().min(0).max(6).optional(),
  validate: z.strictObject({ ...required, min: z.number().optional(), max: z.number().optional() }).optional(),
});
const datetime = z.strictObject({
  ...input,
  type: z.literal('datetime'),
  subtype: z.enum(['date', 'datetime']),
  dateLabel: words.min(1),
  timeLabel: words.optional(),
  use24h: z.boolean().optional(),
  timeInterval: z.number().int().min(1).max(60).optional(),
  timeSerializingFormat: z.literal('no_timezone').optional(),
  validate: z.strictObject(required).optional(),
});
const checkbox = z.strictObject({ ...input, type: z.literal('checkbox'), validate: z.strictObject(required).optional() });
const radio = z.strictObject({ ...choices, type: z.literal('radio') });
const select = z.strictObject({ ...choices, type: z.literal('select'), searchable: z.boolean().optional() });
const checklist = z.strictObject({ ...choices, type: z.literal('checklist') });
const taglist = z.strictObject({ ...choices, type: z.literal('taglist') });
const filepicker = z.strictObject({
  ...input,
  type: z.literal('filepicker'),
  accept: z
    .string()
    .regex(/^\.[a-z0-9]+(,\.[a-z0-9]+)*$/)
    .optional(),
  multiple: z.boolean().optional(),
  validate: z.strictObject(required).optional(),
});
const expression = z.strictObject({
  ...common,
  type: z.literal('expression'),
  key: identifier,
  label: words.min(1),
  expression: z.string().max(600),
  computeOn: z.literal('change').optional(),
});
const text = z.strictObject({ ...common, type: z.literal('text'), text: z.string().max(8000) });
const separator = z.strictObject({ ...common, type: z.literal('separator') });
const spacer = z.strictObject({ ...common, type: z.literal('spacer'), height: z.number().int().min(1).max(200).optional() });

const inputField = z.discriminatedUnion('type', [
  textfield,
  textarea,
  number,
  datetime,
  checkbox,
  radio,
  select,
  checklist,
  taglist,
  filepicker,
]);
const leaf = z.discriminatedUnion('type', [inputField, expression, text, separator, spacer]);
// Rows hold plain fields only: no list within a list.
const dynamiclist = z.strictObject({
  ...common,
  type: z.literal('dynamiclist'),
  label: words.min(1),
  path: identifier,
  defaultRepetitions: z.number().int().min(0).max(20).optional(),
  allowAddRemove: z.boolean().optional(),
  showOutline: z.boolean().optional(),
  isRepeating: z.literal(true).optional(),
  components: z.array(inputField).min(1).max(12),
});
const section = z.strictObject({
  ...common,
  type: z.literal('group'),
  label: words.min(1),
  showOutline: z.boolean().optional(),
  components: z.array(z.discriminatedUnion('type', [leaf, dynamiclist])).max(60),
});

export const formDocument = z.strictObject({
  type: z.literal('default'),
  id: identifier,
  versionTag: z.string().regex(/^[1-9]\d{0,5}$/),
  schemaVersion: z.number().int().min(1).max(20),
  executionPlatform: z.string().optional(),
  executionPlatformVersion: z.string().optional(),
  exporter: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  components: z
    .array(z.discriminatedUnion('type', [leaf, dynamiclist, section]))
    .min(1)
    .max(60),
});

/** A .form file as form-js reads it. */
export type FormDocument = z.infer<typeof formDocument>;
export type InputField = z.infer<typeof inputField>;
export type InputType = InputField['type'];
export type InputOf<T extends InputType> = Extract<InputField, { type: T }>;
export type ChoiceField = InputOf<'radio' | 'select' | 'checklist' | 'taglist'>;
export type ComputedField = z.infer<typeof expression>;
export type ListField = z.infer<typeof dynamiclist>;
export type SectionField = z.infer<typeof section>;
export type FormField = FormDocument['components'][number];
/** What holds an answer: an input, a list of rows, or a computed value. */
export type AnswerField = InputField | ListField | ComputedField;
