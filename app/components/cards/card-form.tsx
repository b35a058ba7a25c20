import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { consequenceText } from '#app/components/task/use-consequence.ts';
import { Changes } from '#app/components/task/changes.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';
import type { Card } from '#server/queries/cards.ts';
import { OpinionFields } from './opinion-fields.tsx';
import { OutcomeChoice } from './outcome-choice.tsx';

type CardFormProps = { card: Card; next: string | null; refused: Refused | undefined };

/** Each outcome with what follows from it, the words, and the signature: at once, or later with the row. */
export function CardForm({ card, next, refused }: CardFormProps) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  const { task, outcomes, alone } = card;
  const [chosen, setChosen] = useState(typedText(refused, '_outcome') ?? '');
  // Only the difference that is shown makes a newer revision the one that is signed.
  const [read] = useState(task.revision);
  const stale = refused?.code === 'stale_revision';
  const requires = outcomes.find(({ key }) => key === chosen)?.requires;
  const errors = refused?.fields ?? {};
  if (outcomes.length === 0) return <Elsewhere card={card} next={next} text={t('cards.elsewhereAll')} />;
  return (
    <Form method="post" noValidate className="border-line grid gap-3 border-t pt-4">
      <CsrfField />
      <input type="hidden" name="taskId" value={task.id} />
      <input type="hidden" name="next" value={next ?? ''} />
      <input type="hidden" name="revision" value={stale ? task.revision : read} />
      {stale ? <Changes announce changes={refused.changes} title={t('task.stale')} text={t('task.staleText')} /> : null}
      {refused === undefined || stale || refused.code === 'invalid' ? null : (
        <Banner tone="danger" announce title={refused.title}>
          {refused.text}
        </Banner>
      )}
      <OutcomeChoice
        outcomes={outcomes}
        chosen={chosen}
        onChoose={setChosen}
        error={errors['outcome']}
        consequence={(key) => consequenceText(t, task, key)}
      />
      <OpinionFields requires={requires} refused={refused} />
      {alone ? (
        <TextField
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          label={t('cards.password')}
          hint={`${t('cards.aloneHint')}${t('cards.passwordHint')}`}
          required
          error={errors['password']}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="primary" name="intent" value={alone ? 'sign' : 'put'} busy={busy}>
          {t(alone ? 'cards.sign' : 'cards.put')}
        </Button>
        <Others card={card} next={next} />
      </div>
      {outcomes.length < task.outcomes.length ? <p className="text-muted text-sm">{t('cards.elsewhere')}</p> : null}
    </Form>
  );
}

/** What needs a form is done on the task's own page. */
function Elsewhere({ card, next, text }: { card: Card; next: string | null; text: string }) {
  return (
    <div className="border-line grid gap-3 border-t pt-4">
      <p>{text}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Others card={card} next={next} />
      </div>
    </div>
  );
}

function Others({ card, next }: { card: Card; next: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      {next === null ? null : <LinkButton to={`/cards?task=${next}`}>{t('cards.skip')}</LinkButton>}
      <Link to={`/tasks/${card.task.id}`} className="text-accent px-2 py-1.5 underline">
        {t('cards.openTask')}
      </Link>
    </>
  );
}
