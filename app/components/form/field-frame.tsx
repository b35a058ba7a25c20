import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { FieldError } from '#app/components/ui/field.tsx';
import { labelOf } from '#forms/components.ts';
import type { InputField } from '#forms/document.ts';
import { useFormView } from './form-context.ts';
import { styles } from './styles.ts';
import { useInputError, useInputId } from './use-input.ts';

type FrameProps = { field: InputField; path: string; children: ReactNode };

/** One input with its label, help, message and warnings, in the order in which they are read. */
export function FieldFrame({ field, path, children }: FrameProps) {
  const id = useInputId(path);
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        <LabelText field={field} />
      </label>
      <Hint id={id} text={field.description} />
      {children}
      <Messages path={path} />
    </div>
  );
}

/** Several inputs that answer one question. */
export function GroupFrame({ field, path, children }: FrameProps) {
  const described = useDescription(field, path);
  const id = useInputId(path);
  return (
    <fieldset aria-describedby={described['aria-describedby']}>
      <legend className={styles.label}>
        <LabelText field={field} />
      </legend>
      <Hint id={id} text={field.description} />
      {children}
      <Messages path={path} />
    </fieldset>
  );
}

export function LabelText({ field }: { field: InputField }) {
  return (
    <>
      {labelOf(field)}
      {field.validate?.required ? <RequiredMark /> : field.properties?.requiredWhen ? null : <OptionalMark />}
    </>
  );
}

export function RequiredMark() {
  const { t } = useTranslation();
  return <span className="text-danger ml-1 text-sm font-normal">({t('common.required')})</span>;
}

function OptionalMark() {
  const { t } = useTranslation();
  return <span className="text-muted ml-1 text-sm font-normal">({t('common.optional')})</span>;
}

function Hint({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={`${id}-hint`} className={styles.hint}>
      {text}
    </p>
  );
}

/** Why it is refused, and what to think about: both stand right at the input. */
export function Messages({ path }: { path: string }) {
  const { t } = useTranslation();
  const id = useInputId(path);
  const warnings = useFormView().warnings[path] ?? [];
  return (
    <>
      <FieldError id={id} error={useInputError(path)} />
      <div aria-live="polite" id={`${id}-warnings`}>
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            <strong className="mr-1">{t('form.warning')}</strong>
            {warning}
          </p>
        ))}
      </div>
    </>
  );
}

/** Names hint, message and warnings for whoever hears the input read. */
export function useDescription(field: InputField, path: string) {
  const id = useInputId(path);
  const error = useInputError(path);
  const warned = (useFormView().warnings[path]?.length ?? 0) > 0;
  const parts = [
    field.description === undefined ? '' : `${id}-hint`,
    error === undefined ? '' : `${id}-error`,
    warned ? `${id}-warnings` : '',
  ];
  return {
    'aria-describedby': parts.filter(Boolean).join(' ') || undefined,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-required': field.validate?.required === true || undefined,
  };
}
