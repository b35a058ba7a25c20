import type { InputOf } from '../document.ts';
import { isUscc } from '../uscc.ts';
import { cleanLine, lengthOf } from './clean.ts';
import { accepted, nothing, refused, type Checked, type FieldContext, type FieldType, type Pick } from './field-type.ts';

type TextField = InputOf<'textfield'>;

const usualLength = 200;
const email = /^[^\s@]{1,64}@[a-zA-Z0-9-]{1,63}(\.[a-zA-Z0-9-]{1,63}){1,4}$/;
const patterns = new Map<string, RegExp>();

export const textfield: FieldType<TextField> = {
  verb: 'fill',
  empty: () => '',
  fromForm: ([value]) => value,
  check: checkText,
  example,
};

function checkText(raw: unknown, field: TextField, { allowed }: FieldContext): Checked {
  if (raw === undefined || raw === null) return nothing;
  if (typeof raw !== 'string') return refused('not_text');
  const value = cleanLine(raw);
  if (value === '') return nothing;
  const { minLength = 0, maxLength = usualLength, pattern, validationType } = field.validate ?? {};
  if (lengthOf(value) > maxLength) return refused('too_long', { max: maxLength, length: lengthOf(value) });
  if (lengthOf(value) < minLength) return refused('too_short', { min: minLength, length: lengthOf(value) });
  if (field.properties?.format === 'uscc' && !isUscc(value)) return refused('uscc');
  if (allowed && !allowed.includes(value)) return refused(field.properties?.optionMessage ?? 'not_an_option');
  if (validationType === 'email' && !email.test(value)) return refused('email');
  if (pattern && !compiledPattern(pattern).test(value)) return refused(field.properties?.patternMessage ?? 'pattern');
  return accepted(value);
}

function example(field: TextField, { allowed }: FieldContext, pick: Pick): string {
  if (allowed && allowed.length > 0) return allowed[pick(allowed.length)] ?? '';
  if (field.properties?.example) return field.properties.example;
  if (field.validate?.validationType === 'email') return `example${pick(1000)}@example.gov.cn`;
  const { minLength = 0, maxLength = usualLength } = field.validate ?? {};
  return `示例${pick(1000)}`.padEnd(minLength, '例').slice(0, maxLength);
}

function compiledPattern(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  if (patterns.size < 500) patterns.set(pattern, known);
  return known;
}
