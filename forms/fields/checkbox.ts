import type { InputOf } from '../document.ts';
import { accepted, nothing, refused, type FieldType } from './field-type.ts';

/** A commitment to tick: true, or no answer. */
export const checkbox: FieldType<InputOf<'checkbox'>> = {
  verb: 'tick',
  empty: () => false,
  fromForm: (values) => values.includes('true'),
  check: (raw) => {
    if (raw === undefined || raw === null || raw === false) return nothing;
    return raw === true ? accepted(true) : refused('not_yes_or_no');
  },
  example: () => true,
};
