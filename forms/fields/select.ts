import type { InputOf } from '../document.ts';
import type { FieldType } from './field-type.ts';
import { checkOne, exampleOne } from './options.ts';

export const select: FieldType<InputOf<'select'>> = {
  verb: 'choose',
  empty: () => '',
  fromForm: ([value]) => value,
  check: checkOne,
  example: exampleOne,
};
