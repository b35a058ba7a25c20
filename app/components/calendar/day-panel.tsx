import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { FieldError, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { weekdayOfDay } from '#app/lib/year-days.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { CalendarYear, SelectedDay } from '#server/queries/calendar-year.ts';

type DayPanelProps = { selected: SelectedDay; calendar: CalendarYear; refused: Refused | undefined };

/** What the day is and why; for whoever keeps the calendar, what it may become and which limits would move. */
export function DayPanel({ selected, calendar, refused }: DayPanelProps) {
  const { t } = useTranslation();
  const { day, off, exception } = selected;
  return (
    <div className="mb-4">
      <Panel
        title={
          <>
            <DateTime value={day} precision="day" /> {t(`calendar.weekdays.${weekdayOfDay(day)}`)}
            {t('common.colon')}
            {t(off ? 'calendar.off' : 'calendar.worked')}
          </>
        }
        actions={
          <Link to={`?year=${calendar.year}`} preventScrollReset data-back className="text-accent underline">
            {t('calendar.closeDay')}
          </Link>
        }
      >
        <p className="mb-3 max-w-prose">
          {exception === null
            ? t('calendar.asTheWeek')
            : t('calendar.because', { name: exception.name, source: exception.source || t('common.none') })}
        </p>
        {refused === undefined || refused.code === 'invalid' ? null : (
          <div className="mb-3">
            <Banner tone="danger" announce title={refused.title}>
              {refused.text}
            </Banner>
          </div>
        )}
        {calendar.mayEdit ? <DayForm selected={selected} revision={calendar.revision} fields={refused?.fields ?? {}} /> : null}
      </Panel>
    </div>
  );
}

type DayFormProps = { selected: SelectedDay; revision: number; fields: Readonly<Record<string, string>> };

function DayForm({ selected, revision, fields }: DayFormProps) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  const { day, weekend, exception } = selected;
  const [kind, setKind] = useState<Kind>(exception === null ? 'week' : 'exception');
  return (
    <Form method="post" noValidate preventScrollReset className="grid gap-3">
      <CsrfField />
      <input type="hidden" name="day" value={day} />
      <input type="hidden" name="revision" value={revision} />
      <fieldset aria-describedby={fields['off'] === undefined ? undefined : 'off-error'}>
        <legend className="mb-1 font-medium">{t('calendar.becomes')}</legend>
        <div className="flex flex-wrap gap-2">
          {KINDS.map((option, index) => (
            <label
              key={option}
              className="border-edge has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent hover:border-ink has-focus-visible:outline-accent flex min-h-8 items-center gap-1.5 rounded-md border px-3 font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 pointer-coarse:min-h-11"
            >
              <input
                type="radio"
                id={index === 0 ? 'off' : `off-${option}`}
                name="kind"
                value={option}
                checked={kind === option}
                onChange={() => setKind(option)}
                className="accent-accent size-4 outline-none"
              />
              {nameOf(t, option, weekend)}
              <span className="font-normal">({consequenceOf(t, selected, option)})</span>
            </label>
          ))}
        </div>
        <FieldError id="off" error={fields['off']} />
      </fieldset>
      <div className={kind === 'week' ? 'hidden noscript:grid' : 'grid gap-3 md:grid-cols-2'}>
        <TextField
          id="name"
          name="name"
          label={t('calendar.name')}
          hint={t('calendar.nameHint')}
          required
          maxLength={40}
          error={fields['name']}
          defaultValue={exception?.name ?? ''}
        />
        <TextField
          id="source"
          name="source"
          label={t('calendar.source')}
          hint={t('calendar.sourceHint')}
          required
          maxLength={300}
          error={fields['source']}
          defaultValue={exception?.source ?? ''}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="font-medium">
          {t('calendar.afterSaving')}
          {consequenceOf(t, selected, kind)}
        </p>
        <Button type="submit" tone="primary" busy={busy}>
          {t('calendar.save')}
        </Button>
      </div>
    </Form>
  );
}

const KINDS = ['week', 'exception'] as const;
type Kind = (typeof KINDS)[number];
type Texts = ReturnType<typeof useTranslation>['t'];

function nameOf(t: Texts, kind: Kind, weekend: boolean): string {
  if (kind === 'week') return t(weekend ? 'calendar.weekOff' : 'calendar.weekWorked');
  return t(weekend ? 'calendar.exceptionWorked' : 'calendar.exceptionOff');
}

/** Limits move only where the day changes its kind. */
function consequenceOf(t: Texts, { off, weekend, wouldMove }: SelectedDay, kind: Kind): string {
  const becomesOff = kind === 'week' ? weekend : !weekend;
  return becomesOff === off ? t('calendar.movesNone') : t('calendar.moves', { count: wouldMove });
}
