import { useEffect, useInsertionEffect, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { answersFromForm, inputName } from '#forms/form-data.ts';
import type { FormSchema } from '#forms/schema.ts';
import { inputValues } from './values.ts';

/**
 * Keeps what was typed before the scripts had arrived, some seconds on a slow machine: react-hook-form fills each
 * input with its first value when it takes it over, so the inputs are read just before that, and put right after.
 */
export function useEarlyTyping(id: string, schema: FormSchema, { getValues, setValue }: UseFormReturn<FieldValues>): void {
  const early = useRef<Record<string, unknown> | null>(null);
  useInsertionEffect(() => {
    // Only a page that the server drew has the form in the document at this moment.
    const form = document.getElementById(id)?.closest('form');
    early.current = form ? inputValues(schema, answersFromForm(schema, new FormData(form))) : null;
  }, []);
  useEffect(() => {
    for (const [key, value] of Object.entries(early.current ?? {})) {
      if (JSON.stringify(value) !== JSON.stringify(getValues(inputName(key)))) setValue(inputName(key), value, { shouldDirty: true });
    }
    early.current = null;
  }, [getValues, setValue]);
}
