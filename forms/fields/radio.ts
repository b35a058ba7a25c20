import type { InputOf } from '../document.ts';
import type { FieldType } from './field-type.ts';
import { checkOne, exampleOne } from './options.ts';

export const radio: FieldType<InputOf<'radio'>> = {
  verb: 'choose',
  empty: () => '',
  fromForm: ([value]) => value,
  check: checkOne,
  example: exampleOne,
};
