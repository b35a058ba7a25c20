import type { InputOf } from '../document.ts';
import { cleanLines, lengthOf } from './clean.ts';
import { accepted, nothing, refused, type Checked, type FieldType } from './field-type.ts';

type TextArea = InputOf<'textarea'>;

const usualLength = 2000;

export const textarea: FieldType<TextArea> = {
  verb: 'fill',
  empty: () => '',
  fromForm: ([value]) => value,
  check: checkText,
  example: (field, _context, pick) => {
    const { minLength = 0, maxLength = usualLength } = field.validate ?? {};
    return (field.properties?.example ?? `示例说明${pick(1000)}`).padEnd(minLength, '例').slice(0, maxLength);
  },
};

/** The longest text that the field takes. */
export function longestText(field: TextArea): number {
  return field.validate?.maxLength ?? usualLength;
}

function checkText(raw: unknown, field: TextArea): Checked {
  if (raw === undefined || raw === null) return nothing;
  if (typeof raw !== 'string') return refused('not_text');
  const value = cleanLines(raw);
  if (value === '') return nothing;
  const max = longestText(field);
  const min = field.validate?.minLength ?? 0;
  if (lengthOf(value) > max) return refused('too_long', { max, length: lengthOf(value) });
  if (lengthOf(value) < min) return refused('too_short', { min, length: lengthOf(value) });
  return accepted(value);
}
