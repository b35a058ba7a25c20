import type { ChangeEvent, CompositionEvent, FocusEvent } from 'react';
import { get, useFormState } from 'react-hook-form';
import { inputName } from '#forms/form-data.ts';
import { useFormView } from './form-context.ts';
import { afterPress } from './press.ts';
import { inputId } from './use-answer-form.ts';

/** The message that stands at this path now, if any. */
export function useInputError(path: string): string | undefined {
  const { form } = useFormView();
  const { errors } = useFormState({ control: form.methods.control, name: inputName(path) });
  const message: unknown = get(errors, `${inputName(path)}.message`);
  return typeof message === 'string' ? message : undefined;
}

/**
 * What a native input needs: its name on the wire, which is its path for react-hook-form too, and its registration.
 * While a Chinese input method is composing, the letters on screen are no text yet: they count when it is done.
 */
export function useInput(path: string) {
  const { form, spare } = useFormView();
  if (spare) return { name: inputName(path) };
  const { register, getFieldState, trigger } = form.methods;
  const { name, ref, onBlur, onChange } = register(inputName(path));
  async function changed(event: ChangeEvent<HTMLElement> | CompositionEvent<HTMLElement>) {
    await onChange(event);
    // A message goes as soon as its reason is gone.
    if (getFieldState(name).invalid) await trigger(name);
  }
  return {
    name,
    ref,
    onBlur: (event: FocusEvent<HTMLElement>) => afterPress(() => void onBlur(event)),
    onChange: (event: ChangeEvent<HTMLElement>) => {
      const typed = event.nativeEvent;
      if (!(typed instanceof InputEvent && typed.isComposing)) void changed(event);
    },
    onCompositionEnd: (event: CompositionEvent<HTMLElement>) => void changed(event),
  };
}

/** What the input starts with, as text; the server draws it too, for whoever has no scripts. */
export function useStartText(path: string): string {
  const value = useStart(path);
  return typeof value === 'string' ? value : '';
}

/** What a group of ticks starts with. */
export function useStartList(path: string): readonly string[] {
  const value = useStart(path);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function useStart(path: string): unknown {
  return useFormView().form.methods.getValues(inputName(path));
}

export function useInputId(path: string): string {
  return inputId(useFormView().form.id, path);
}
