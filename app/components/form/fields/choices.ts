import type { ChoiceField } from '#forms/document.ts';
import { allowedValues } from '#forms/fields/options.ts';
import { useFormView } from '../form-context.ts';

/** What can be chosen here, with labels. */
export function useChoices(field: ChoiceField): readonly { value: string; label: string }[] {
  const { form, names } = useFormView();
  const allowed = form.context.options?.[field.key];
  return allowedValues(field, allowed).map((value) => ({
    value,
    label: field.values?.find((choice) => choice.value === value)?.label ?? names[field.key]?.[value] ?? value,
  }));
}
