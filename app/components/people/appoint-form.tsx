import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { SelectField, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { roleName } from '#app/lib/codes.ts';
import type { Refused } from '#app/lib/respond.ts';

type AppointFormProps = {
  organisationId: string;
  people: readonly { id: string; name: string }[];
  roles: readonly string[];
  today: string;
  refused: Refused | undefined;
};

/** Whom, to what, for how long and why; what follows stands beside the button. */
export function AppointForm({ organisationId, people, roles, today, refused }: AppointFormProps) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'give';
  const fields = refused?.fields ?? {};
  const choose = { value: '', label: t('people.choose') };
  return (
    <Panel title={t('people.appointments.give')}>
      <Form method="post" noValidate preventScrollReset className="grid gap-3">
        <CsrfField />
        <input type="hidden" name="intent" value="give" />
        <input type="hidden" name="organisationId" value={organisationId} />
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            id="accountId"
            name="accountId"
            label={t('people.person')}
            required
            error={fields['accountId']}
            options={[choose, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <SelectField
            id="role"
            name="role"
            label={t('people.role')}
            required
            error={fields['role']}
            options={[choose, ...roles.map((role) => ({ value: role, label: roleName(t, role) }))]}
          />
          <TextField id="from" name="from" type="date" label={t('people.from')} required error={fields['from']} defaultValue={today} />
          <TextField id="to" name="to" type="date" label={t('people.to')} error={fields['to']} />
        </div>
        <TextField id="reason" name="reason" label={t('people.reason')} required maxLength={300} error={fields['reason']} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-prose">{t('people.appointments.giveText')}</p>
          <Button type="submit" tone="primary" busy={busy}>
            {t('people.appointments.give')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
