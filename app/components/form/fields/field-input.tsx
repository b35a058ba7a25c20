import type { ReactNode } from 'react';
import type { InputField, InputOf, InputType } from '#forms/document.ts';
import { CheckboxInput } from './checkbox-input.tsx';
import { ChecklistInput } from './checklist-input.tsx';
import { DateInput } from './date-input.tsx';
import { FileInput } from './file-input.tsx';
import { NumberInput } from './number-input.tsx';
import { RadioInput } from './radio-input.tsx';
import { SelectInput } from './select-input.tsx';
import { TextArea } from './text-area.tsx';
import { TextInput } from './text-input.tsx';

type Inputs = { [T in InputType]: (props: { field: InputOf<T>; path: string }) => ReactNode };

/** A new type of field in forms/document.ts does not compile until it can be drawn. */
const inputs: Inputs = {
  textfield: TextInput,
  textarea: TextArea,
  number: NumberInput,
  datetime: DateInput,
  checkbox: CheckboxInput,
  radio: RadioInput,
  select: SelectInput,
  checklist: ChecklistInput,
  taglist: ChecklistInput,
  filepicker: FileInput,
};

export function FieldInput({ field, path }: { field: InputField; path: string }) {
  return <TypedInput type={field.type} field={field} path={path} />;
}

function TypedInput<T extends InputType>({ type, field, path }: { type: T; field: InputOf<T>; path: string }) {
  const Input: (props: { field: InputOf<T>; path: string }) => ReactNode = inputs[type];
  return <Input field={field} path={path} />;
}
