import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './field.tsx';

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabledWhy?: string };

type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  choices: readonly Choice[];
  value?: string;
  onChange?: (value: string) => void;
  error?: string | undefined;
  required?: boolean;
  /** `row` where the words are short and few. */
  layout?: 'row' | 'column';
};

/** One of several. A choice that cannot be taken yet stays visible and says what is missing. */
export function RadioGroup({ name, legend, choices, value, onChange, error, required = false, layout = 'column' }: RadioGroupProps) {
  const { t } = useTranslation();
  const controlled = onChange !== undefined;
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${name}-error`} aria-invalid={error !== undefined || undefined}>
      <legend className="mb-1 font-medium">
        {legend}
        {required ? <span className="text-danger ml-1 text-sm font-normal">({t('common.required')})</span> : null}
      </legend>
      <div className={layout === 'row' ? 'flex flex-wrap gap-2' : 'grid gap-1'}>
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className={`has-checked:border-accent has-checked:bg-accent-soft flex items-start gap-2 rounded-md border px-2.5 py-1.5 pointer-coarse:py-3 ${
              choice.disabledWhy === undefined ? 'border-line hover:border-edge' : 'border-line text-muted'
            }`}
          >
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${choice.value}`}
              name={name}
              value={choice.value}
              disabled={choice.disabledWhy !== undefined}
              className="accent-accent mt-[3px] size-4 shrink-0"
              {...(controlled
                ? { checked: value === choice.value, onChange: () => onChange(choice.value) }
                : { defaultChecked: value === choice.value })}
            />
            <span className="min-w-0">
              {choice.label}
              {choice.disabledWhy ?? choice.hint ? <span className="text-muted block text-sm">{choice.disabledWhy ?? choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  );
}

type CheckboxProps = { name: string; value?: string; label: ReactNode; hint?: ReactNode; defaultChecked?: boolean };

export function Checkbox({ name, value = 'true', label, hint, defaultChecked }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2 py-0.5 pointer-coarse:py-2.5">
      <input type="checkbox" name={name} value={value} defaultChecked={defaultChecked} className="accent-accent mt-[3px] size-4 shrink-0" />
      <span className="min-w-0">
        {label}
        {hint === undefined ? null : <span className="text-muted block text-sm">{hint}</span>}
      </span>
    </label>
  );
}
