import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { openedParameter } from '#app/lib/opened-tasks.ts';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';
import type { Together, TogetherItem } from '#server/queries/together.ts';
import { OpinionFields } from './opinion-fields.tsx';
import { OutcomeChoice } from './outcome-choice.tsx';

/** `why`: in words, why one of them cannot be decided together with others. */
export type Chosen = Pick<Together, 'outcomes'> & { items: readonly (Omit<TogetherItem, 'refused'> & { why: string | null })[] };

/** One outcome and one opinion for all that was chosen; what cannot go with the others says why and where it is decided. */
export function TogetherForm({ chosen, refused }: { chosen: Chosen; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  const { items, outcomes } = chosen;
  const [outcome, setOutcome] = useState(typedText(refused, '_outcome') ?? '');
  const requires = outcomes.find(({ key }) => key === outcome)?.requires;
  const errors = refused?.fields ?? {};
  const possible = items.filter(({ why }) => why === null);
  return (
    <Panel title={t('cards.together', { count: possible.length })}>
      <p className="text-muted mb-3">{t('cards.togetherLead')}</p>
      <ol className="border-line divide-line mb-4 divide-y border-y">
        {items.map((item) => (
          <li key={item.taskId} className="py-2">
            <p className="flex flex-wrap items-center gap-2">
              {item.why === null ? null : (
                <Badge tone="danger" shape="cross">
                  {t('cards.togetherNot')}
                </Badge>
              )}
              <Link to={`/tasks/${item.taskId}`} className="text-ink font-medium underline">
                {item.title}
              </Link>
            </p>
            <p className="text-muted text-sm">
              {item.number} · {item.name}
            </p>
            {item.why === null ? null : <p className="text-sm">{item.why}</p>}
          </li>
        ))}
      </ol>
      {possible.length > 0 && outcomes.length === 0 ? <p>{t('cards.togetherNone')}</p> : null}
      {outcomes.length === 0 ? null : (
        <Form method="post" noValidate className="grid gap-3">
          <CsrfField />
          <input type="hidden" name="intent" value="put" />
          {possible.map(({ taskId, revision }) => (
            <input key={taskId} type="hidden" name="task" value={openedParameter(taskId, revision)} />
          ))}
          {refused === undefined || refused.code === 'invalid' ? null : (
            <Banner tone="danger" announce title={refused.title}>
              {refused.text}
            </Banner>
          )}
          <OutcomeChoice outcomes={outcomes} chosen={outcome} onChoose={setOutcome} error={errors['outcome']} />
          <OpinionFields requires={requires} refused={refused} />
          <div>
            <Button type="submit" tone="primary" busy={busy}>
              {t('cards.togetherPut')}
            </Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
