import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeLook } from '#app/components/task/outcome-badge.tsx';
import { ShapeMark } from '#app/components/ui/badge.tsx';
import { FieldError } from '#app/components/ui/field.tsx';
import { outcomeName } from '#app/lib/codes.ts';
import type { OutcomeView } from '#server/queries/task-details.ts';

type OutcomeChoiceProps = {
  outcomes: readonly OutcomeView[];
  chosen: string;
  onChoose: (outcome: string) => void;
  error: string | undefined;
  /** What follows from each. */
  consequence?: (outcome: OutcomeView['key']) => string | null;
};

/** One outcome a line, large enough for a thumb. */
export function OutcomeChoice({ outcomes, chosen, onChoose, error, consequence }: OutcomeChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : 'outcome-error'}>
      <legend className="mb-1 font-semibold">{t('cards.outcome')}</legend>
      <div className="grid gap-2">
        {outcomes.map(({ key }, index) => (
          <label
            key={key}
            className="border-edge has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-accent flex min-h-11 items-center gap-2 rounded-md border px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              id={index === 0 ? 'outcome' : `outcome-${key}`}
              name="outcome"
              value={key}
              checked={chosen === key}
              onChange={() => onChoose(key)}
              className="accent-accent size-4 shrink-0 outline-none"
            />
            <ShapeMark shape={outcomeLook(key).shape} />
            <span className="min-w-0">
              <span className="font-medium">{outcomeName(t, key)}</span>{' '}
              {consequence === undefined ? null : <span className="text-muted text-sm">{consequence(key)}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id="outcome" error={error} />
    </fieldset>
  );
}
