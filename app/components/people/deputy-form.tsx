import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { SelectField, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { Deputies } from '#server/queries/deputies.ts';

type DeputyFormProps = Pick<Deputies, 'principals' | 'colleagues' | 'me' | 'today'> & { refused: Refused | undefined };

/** Who is away, who stands in, for which days and why. */
export function DeputyForm({ principals, colleagues, me, today, refused }: DeputyFormProps) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'set';
  const fields = refused?.fields ?? {};
  const own = principals.some(({ id }) => id === me);
  return (
    <Panel title={t('people.deputies.set')}>
      <Form method="post" noValidate preventScrollReset className="grid gap-3">
        <CsrfField />
        <input type="hidden" name="intent" value="set" />
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            id="principalId"
            name="principalId"
            label={t('people.deputies.principal')}
            required
            error={fields['principalId']}
            defaultValue={own ? me : ''}
            options={[
              ...(own ? [] : [{ value: '', label: t('people.choose') }]),
              ...principals.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <SelectField
            id="deputyId"
            name="deputyId"
            label={t('people.deputies.deputy')}
            required
            error={fields['deputyId']}
            options={[{ value: '', label: t('people.choose') }, ...colleagues.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <TextField id="from" name="from" type="date" label={t('people.from')} required error={fields['from']} defaultValue={today} />
          <TextField id="to" name="to" type="date" label={t('people.to')} required error={fields['to']} />
        </div>
        <TextField id="reason" name="reason" label={t('people.reason')} required maxLength={300} error={fields['reason']} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-prose">{t('people.deputies.setText')}</p>
          <Button type="submit" tone="primary" busy={busy}>
            {t('people.deputies.set')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
