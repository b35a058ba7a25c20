import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import type { AppointmentView } from '#server/queries/appointments.ts';

type EndAppointmentFormProps = { appointment: AppointmentView; today: string; fields: Readonly<Record<string, string>> };

/** Opens in the row: the last day and the reason; it stays open while something in it is refused. */
export function EndAppointmentForm({ appointment: { id, person }, today, fields }: EndAppointmentFormProps) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === id;
  return (
    <details open={Object.keys(fields).length > 0 ? true : undefined} data-print="no">
      <summary className="text-accent cursor-pointer underline" aria-label={`${t('people.appointments.end')}${t('common.colon')}${person}`}>
        {t('people.appointments.end')}
      </summary>
      <Form method="post" noValidate preventScrollReset className="mt-2 grid max-w-sm gap-2">
        <CsrfField />
        <input type="hidden" name="intent" value={id} />
        <TextField
          id={`lastDay-${id}`}
          name="lastDay"
          type="date"
          label={t('people.appointments.lastDay')}
          hint={t('people.appointments.lastDayHint')}
          required
          error={fields['lastDay']}
          defaultValue={today}
        />
        <TextField id={`reason-${id}`} name="reason" label={t('people.reason')} required maxLength={300} error={fields['reason']} />
        <div>
          <Button type="submit" tone="danger" busy={busy}>
            {t('people.appointments.end')}
          </Button>
        </div>
      </Form>
    </details>
  );
}
