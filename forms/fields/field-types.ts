import type { InputOf, InputType } from '../document.ts';
import { checkbox } from './checkbox.ts';
import { checklist } from './checklist.ts';
import { datetime } from './datetime.ts';
import type { FieldType } from './field-type.ts';
import { filepicker } from './filepicker.ts';
import { number } from './number.ts';
import { radio } from './radio.ts';
import { select } from './select.ts';
import { taglist } from './taglist.ts';
import { textarea } from './textarea.ts';
import { textfield } from './textfield.ts';

type FieldTypes = { [T in InputType]: FieldType<InputOf<T>> };

/** Adding a type to schema.ts does not compile until it stands here. */
const fieldTypes: FieldTypes = {
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
};

export function fieldType<T extends InputType>(type: T): FieldType<InputOf<T>> {
  return fieldTypes[type];
}
