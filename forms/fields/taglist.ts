import type { InputOf } from '../document.ts';
import type { FieldType } from './field-type.ts';
import { checkSeveral, exampleSeveral } from './options.ts';

export const taglist: FieldType<InputOf<'taglist'>> = {
  verb: 'choose',
  empty: () => [],
  fromForm: (values) => values.filter((value) => value !== ''),
  check: checkSeveral,
  example: exampleSeveral,
};
