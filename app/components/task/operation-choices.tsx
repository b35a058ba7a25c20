import { describedBy, FieldError } from '#app/components/ui/field.tsx';

type ChoicesProps = {
  kind: 'radio' | 'checkbox';
  name: string;
  legend: string;
  options: readonly { value: string; label: string; disabled?: boolean }[];
  chosen: readonly string[];
  onChoose?: (value: string) => void;
  error?: string | undefined;
  hint?: string | undefined;
};

/** A few choices below one another; many of them scroll inside. */
export function Choices({ kind, name, legend, options, chosen, onChoose, error, hint }: ChoicesProps) {
  const { id: _id, ...described } = describedBy({ id: name, hint, error });
  return (
    <fieldset {...described}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {hint === undefined ? null : (
        <p id={`${name}-hint`} className="text-muted mb-1 text-sm">
          {hint}
        </p>
      )}
      <div className={options.length > 8 ? 'border-line max-h-56 overflow-y-auto rounded-md border px-3 py-1' : ''}>
        {options.map(({ value, label, disabled = false }, index) => (
          <label key={value} className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type={kind}
              id={index === 0 ? name : `${name}-${value}`}
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              disabled={disabled}
              onChange={() => onChoose?.(value)}
              className="accent-accent size-4"
            />
            <span className={disabled ? 'text-muted' : ''}>{label}</span>
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  );
}
