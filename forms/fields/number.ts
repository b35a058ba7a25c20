import type { InputOf } from '../document.ts';
import { accepted, nothing, refused, type Checked, type FieldType } from './field-type.ts';

type NumberField = InputOf<'number'>;

export const number: FieldType<NumberField> = {
  verb: 'fill',
  empty: () => null,
  fromForm: ([value]) => numberFrom(value ?? ''),
  check: checkNumber,
  example: (field, _context, pick) => {
    if (field.properties?.example) return Number(field.properties.example);
    const { min = 0, max = min + 1000 } = field.validate ?? {};
    return Math.min(Math.ceil(min) + pick(Math.max(1, Math.floor(max - min))), max);
  },
};

/**
 * What a person typed: a number, nothing, or the text itself when it is no number, for the check to refuse.
 * Chinese input methods leave full-width digits; thousands may be grouped.
 */
function numberFrom(text: string): number | string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (plain === '') return undefined;
  return /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text;
}

function checkNumber(raw: unknown, field: NumberField): Checked {
  if (raw === undefined || raw === null || raw === '' || Number.isNaN(raw)) return nothing;
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return refused('not_a_number');
  const digits = field.decimalDigits ?? 0;
  if (!Number.isSafeInteger(Math.trunc(raw))) return refused('not_a_number');
  if (Number(raw.toFixed(digits)) !== raw) return refused(digits === 0 ? 'not_whole' : 'too_many_decimals', { digits });
  const { min, max } = field.validate ?? {};
  if (min !== undefined && raw < min) return refused('too_small', { min });
  if (max !== undefined && raw > max) return refused('too_large', { max });
  return accepted(Object.is(raw, -0) ? 0 : raw);
}
