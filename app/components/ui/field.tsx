import type { InputHTMLAttributes, ReactNode, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';

/** Looks of every box one types into, for the form renderer as well. */
export const inputClass =
  'block w-full rounded-md border border-edge bg-surface px-2.5 text-ink placeholder:text-muted hover:border-ink focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-sunken disabled:text-muted';

const lineHeight = 'h-8 pointer-coarse:h-11';

type Described = { id: string; label: ReactNode; hint?: ReactNode; error?: string | undefined; required?: boolean };

type FieldProps = Described & { children: ReactNode; hideLabel?: boolean };

/** Label, hint, control, error, in the order in which they are read; the control names hint and error by id. */
export function Field({ id, label, hint, error, required = false, hideLabel = false, children }: FieldProps) {
  const { t } = useTranslation();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block font-medium'}>
        {label}
        {required ? <span className="text-danger ml-1 text-sm font-normal">({t('common.required')})</span> : null}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-muted mb-1 text-sm">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p id={`${id}-error`} className="text-danger mt-1 text-sm font-medium">
      {error}
    </p>
  );
}

/** What a control must carry so that its hint and error are read with it. */
export function describedBy({ id, hint, error }: Pick<Described, 'id' | 'hint' | 'error'>) {
  const ids = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-error`].filter(Boolean).join(' ');
  return { id, 'aria-describedby': ids === '' ? undefined : ids, 'aria-invalid': error === undefined ? undefined : true };
}

type TextFieldProps = Described & { hideLabel?: boolean } & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'required'>;

export function TextField({ id, label, hint, error, required, hideLabel, className = '', ...rest }: TextFieldProps) {
  return (
    <Field {...{ id, label, hint, error, required, hideLabel }}>
      <input
        type="text"
        {...rest}
        {...describedBy({ id, hint, error })}
        aria-required={required}
        className={`${inputClass} ${lineHeight} ${className}`}
      />
    </Field>
  );
}

type TextAreaFieldProps = Described & { box?: Ref<HTMLTextAreaElement> } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'id' | 'required'
  >;

export function TextAreaField({ id, label, hint, error, required, box, className = '', ...rest }: TextAreaFieldProps) {
  return (
    <Field {...{ id, label, hint, error, required }}>
      <textarea
        ref={box}
        rows={3}
        {...rest}
        {...describedBy({ id, hint, error })}
        aria-required={required}
        className={`${inputClass} field-sizing-content min-h-16 py-1.5 ${className}`}
      />
    </Field>
  );
}

type SelectFieldProps = Described & {
  hideLabel?: boolean;
  options: readonly { value: string; label: string }[];
} & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'required'>;

export function SelectField({ id, label, hint, error, required, hideLabel, options, className = '', ...rest }: SelectFieldProps) {
  return (
    <Field {...{ id, label, hint, error, required, hideLabel }}>
      <select {...rest} {...describedBy({ id, hint, error })} className={`${inputClass} ${lineHeight} ${className}`}>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
