import type { Answer, FieldError } from '../answers.ts';
import type { InputField } from '../document.ts';

/** What a field was found to hold: an answer (none when empty), or why it is refused. */
export type Checked = { ok: true; value: Answer | undefined } | { ok: false; error: FieldError };

/** What a field is checked and filled with: the date, and the values the context allows it (FormContext.options). */
export type FieldContext = { today: string; allowed: readonly string[] | undefined };

/** One type of field. Everything the layer knows about the type stands in its one file. */
export type FieldType<F extends InputField> = {
  /** How people are asked for it: 请填写, 请选择, 请上传, 请勾选. */
  verb: 'fill' | 'choose' | 'upload' | 'tick';
  /** What an untouched input holds. */
  empty: (field: F) => Answer | null;
  /** From the values of a plain form post, still to be checked. */
  fromForm: (values: readonly string[], field: F) => unknown;
  /** From JSON or fromForm: cleaned and checked, or refused. */
  check: (raw: unknown, field: F, context: FieldContext) => Checked;
  /** An answer that passes. `pick` varies it: the same seed gives the same answer. */
  example: (field: F, context: FieldContext, pick: Pick) => Answer | undefined;
};

/** A whole number from 0 to below `below`. */
export type Pick = (below: number) => number;

export const nothing: Checked = { ok: true, value: undefined };

export function accepted(value: Answer): Checked {
  return { ok: true, value };
}

export function refused(code: string, params: FieldError['params'] = {}): Checked {
  return { ok: false, error: { code, params } };
}

export function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0);
}
