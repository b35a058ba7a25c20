import { Form, useNavigation } from '@remix-run/react';
import { Trash2 } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { SelectField, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { Phrases, PhraseView } from '#server/queries/phrases.ts';
import { AdminHeader } from './admin-header.tsx';

type PhrasesPageProps = { phrases: Phrases; refused: Refused | undefined };

export function PhrasesPage({ phrases: { phrases, mayShare }, refused }: PhrasesPageProps) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'add';
  const mine = phrases.filter(({ shared }) => !shared);
  const department = phrases.filter(({ shared }) => shared);
  return (
    <>
      <AdminHeader page="phrases" title={t('people.phrases.title')} lead={t('people.phrases.lead')} refused={refused} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <PhraseList title={t('people.phrases.mine', { number: mine.length })} phrases={mine} />
        <PhraseList title={t('people.phrases.department', { number: department.length })} phrases={department} />
        <Panel title={t('people.phrases.add')}>
          <Form method="post" noValidate preventScrollReset key={phrases.length} className="grid gap-3">
            <CsrfField />
            <input type="hidden" name="intent" value="add" />
            <TextField
              id="text"
              name="text"
              label={t('people.phrases.text')}
              hint={t('people.phrases.textHint')}
              required
              maxLength={200}
              error={refused?.fields['text']}
            />
            {mayShare ? (
              <SelectField
                id="owner"
                name="owner"
                label={t('people.phrases.owner')}
                options={[
                  { value: 'me', label: t('people.phrases.me') },
                  { value: 'department', label: t('people.phrases.share') },
                ]}
              />
            ) : null}
            <div>
              <Button type="submit" tone="primary" busy={busy}>
                {t('people.phrases.save')}
              </Button>
            </div>
          </Form>
        </Panel>
      </div>
    </>
  );
}

function PhraseList({ title, phrases }: { title: string; phrases: readonly PhraseView[] }) {
  const { t } = useTranslation();
  return (
    <Panel flush title={title}>
      {phrases.length === 0 ? (
        <EmptyState title={t('people.phrases.none')} />
      ) : (
        <ol>
          {phrases.map(({ id, text, mayDelete }) => (
            <li key={id} className="border-line flex items-start justify-between gap-3 border-b px-4 py-2 last:border-b-0">
              <span className="min-w-0 whitespace-pre-wrap">{text}</span>
              {mayDelete ? (
                <Form method="post" preventScrollReset>
                  <CsrfField />
                  <input type="hidden" name="intent" value="remove" />
                  <input type="hidden" name="id" value={id} />
                  <Button type="submit" tone="quiet" size="icon" aria-label={t('people.phrases.removeOf', { text })}>
                    <Trash2 aria-hidden="true" className="size-4" />
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
