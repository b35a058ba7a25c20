import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextAreaField, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { withoutParameter } from '#app/lib/search.ts';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';

/** Asks the bureau for more time; an address of its own (?extension=1), so it works without scripts. */
export function ExtensionPanel({ refused }: { refused: Refused | undefined }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const { state } = useNavigation();
  return (
    <Panel title={t('task.extensionTitle')}>
      <p className="text-muted mb-3">{t('task.extensionText')}</p>
      <Form method="post" className="grid gap-3" preventScrollReset>
        <CsrfField />
        <input type="hidden" name="intent" value="extension" />
        <TextField
          id="days"
          name="days"
          type="number"
          inputMode="numeric"
          min={1}
          max={10}
          required
          label={t('task.extensionDays')}
          error={refused?.fields['days']}
          defaultValue={typedText(refused, 'days')}
          className="max-w-24"
        />
        <TextAreaField
          id="reason"
          name="reason"
          required
          maxLength={2000}
          label={t('task.extensionReason')}
          error={refused?.fields['reason']}
          defaultValue={typedText(refused, 'reason')}
        />
        {refused !== undefined && Object.keys(refused.fields).length === 0 ? (
          <p className="text-danger font-medium">{refused.text}</p>
        ) : null}
        <div className="flex items-center gap-2">
          <Button type="submit" tone="primary" busy={state === 'submitting'}>
            {t('task.extensionSubmit')}
          </Button>
          <Link to={`?${withoutParameter(search, 'extension')}`} preventScrollReset className="text-accent px-2 underline">
            {t('common.cancel')}
          </Link>
        </div>
      </Form>
    </Panel>
  );
}
