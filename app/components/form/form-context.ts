import { createContext, useContext, type ReactNode } from 'react';
import type { Names } from '#forms/answer-text.ts';
import type { AnswerForm } from './use-answer-form.ts';

/** A row of an item picker. Flags and note are texts for people; a note says what to know before ticking. */
export type PickerItem = {
  id: string;
  name: string;
  level: number;
  levelLabel: string;
  flags: readonly string[];
  note?: string | undefined;
};

export type FormView = {
  form: AnswerForm;
  /** Labels of values that come from the context, by field key, then by value. */
  names: Names;
  /** Rows of the item pickers, by field key; '*' for every picker of the form. */
  items: Readonly<Record<string, readonly PickerItem[]>>;
  /** What stands in place of a text with that id or widget, such as the terms. */
  slots: Readonly<Record<string, ReactNode>>;
  warnings: Readonly<Record<string, readonly string[]>>;
  /** Where files go; without it nothing can be uploaded with scripts on. */
  upload: { url: string; csrf: string } | undefined;
  /** Inputs for a browser without scripts only: react-hook-form must not know of them. */
  spare: boolean;
};

export const FormViewContext = createContext<FormView | null>(null);

export function useFormView(): FormView {
  const view = useContext(FormViewContext);
  if (!view) throw new Error('a form field stands outside of FormFields');
  return view;
}
