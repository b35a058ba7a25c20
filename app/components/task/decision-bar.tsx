import { useRef, type ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName } from '#app/lib/codes.ts';
import { ShapeMark } from '#app/components/ui/badge.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { FieldError, TextAreaField, TextField } from '#app/components/ui/field.tsx';
import type { PhraseView } from '#server/queries/phrases.ts';
import type { OutcomeView } from '#server/queries/task-details.ts';
import type { ActDraft } from './act.ts';
import { outcomeLook } from './outcome-badge.tsx';
import { PhrasePicker } from './phrase-picker.tsx';

type DecisionBarProps = {
  outcomes: readonly OutcomeView[];
  act: ActDraft;
  onChange: (part: Partial<ActDraft>) => void;
  errors: Readonly<Record<string, string>>;
  consequence: string | null;
  busy: boolean;
  phrases: readonly PhraseView[];
  /** How the draft stands. */
  children: ReactNode;
};

/** Always in sight on wide screens: what I decide, in which words, and what follows, before the button. */
export function DecisionBar({ outcomes, act, onChange, errors, consequence, busy, phrases, children }: DecisionBarProps) {
  const { t } = useTranslation();
  const chosen = outcomes.find(({ key }) => key === act.outcome);
  const opinion = useRef<HTMLTextAreaElement>(null);
  const single = outcomes.length === 1;
  return (
    <section
      aria-label={t('task.decision')}
      className="border-edge bg-surface shadow-raised z-10 grid gap-3 rounded-lg border p-3 md:sticky md:bottom-0 md:rounded-b-none"
      data-print="no"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 empty:hidden">
        {single ? (
          <input type="hidden" name="outcome" value={act.outcome} />
        ) : (
          <Outcomes outcomes={outcomes} value={act.outcome} onChange={(outcome) => onChange({ outcome })} error={errors['outcome']} />
        )}
        {children}
      </div>
      <div
        className={`grid gap-3 ${chosen?.requires.basis ? '@2xl:grid-cols-2' : ''} ${chosen === undefined ? 'hidden noscript:grid' : ''}`}
      >
        <div className="min-w-0">
          <TextAreaField
            id="opinion"
            name="opinion"
            rows={2}
            maxLength={4000}
            label={chosen?.requires.reason ? t('task.opinionReason') : t('task.opinion')}
            required={chosen?.requires.reason}
            error={errors['opinion']}
            value={act.opinion}
            onChange={(event) => onChange({ opinion: event.target.value })}
            className="max-h-48"
            box={opinion}
          />
          <PhrasePicker phrases={phrases} box={opinion} onInsert={(text) => onChange({ opinion: text })} />
        </div>
        <div className={chosen?.requires.basis ? '' : 'hidden noscript:block'}>
          <TextField
            id="basis"
            name="basis"
            maxLength={1000}
            label={t('task.basis')}
            hint={t('task.basisHint')}
            required={chosen?.requires.basis}
            error={errors['basis']}
            value={act.basis}
            onChange={(event) => onChange({ basis: event.target.value })}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-64">
          {chosen === undefined ? (
            <span className="text-muted">{t('task.submitPick')}</span>
          ) : (
            <>
              <span className="font-medium">{t('task.after', { outcome: outcomeName(t, chosen.key) })}</span>
              {consequence}
            </>
          )}
        </p>
        <Button type="submit" tone="primary" busy={busy}>
          {chosen === undefined ? t('task.submitPlain') : t('task.submit', { outcome: outcomeName(t, chosen.key) })}
        </Button>
      </div>
    </section>
  );
}

type OutcomesProps = { outcomes: readonly OutcomeView[]; value: string; onChange: (outcome: string) => void; error: string | undefined };

function Outcomes({ outcomes, value, onChange, error }: OutcomesProps) {
  const { t } = useTranslation();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : 'outcome-error'}>
      <legend className="sr-only">{t('task.outcome')}</legend>
      <div className="flex flex-wrap gap-2">
        {outcomes.map(({ key }, index) => (
          <label
            key={key}
            className="border-edge has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent hover:border-ink has-focus-visible:outline-accent flex h-8 items-center gap-1.5 rounded-md border px-3 font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 pointer-coarse:h-11"
          >
            <input
              type="radio"
              id={index === 0 ? 'outcome' : `outcome-${key}`}
              name="outcome"
              value={key}
              checked={value === key}
              onChange={() => onChange(key)}
              className="accent-accent size-4 outline-none"
            />
            <ShapeMark shape={outcomeLook(key).shape} />
            {outcomeName(t, key)}
          </label>
        ))}
      </div>
      <FieldError id="outcome" error={error} />
    </fieldset>
  );
}
