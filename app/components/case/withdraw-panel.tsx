import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import type { Refused } from '#app/lib/respond.ts';

type WithdrawPanelProps = { number: string; refused: Refused | undefined; mismatch: boolean };

/** Irreversible, so the case is named by hand; an address of its own (?withdraw=1), so it works without scripts. */
export function WithdrawPanel({ number, refused, mismatch }: WithdrawPanelProps) {
  const { t } = useTranslation();
  const { state } = useNavigation();
  const error = mismatch ? t('caseFile.withdrawMismatch', { number }) : refused?.text;
  return (
    <section className="border-danger bg-surface mb-4 rounded-lg border-2 p-4" aria-labelledby="withdraw-title" data-print="no">
      <h2 id="withdraw-title" className="text-danger text-lg font-semibold">
        {t('caseFile.withdrawTitle', { number })}
      </h2>
      <p className="mt-1 max-w-prose">{t('caseFile.withdrawText')}</p>
      <Form method="post" className="mt-3 flex max-w-xl flex-wrap items-end gap-2">
        <CsrfField />
        <input type="hidden" name="intent" value="withdraw" />
        <div className="min-w-64 flex-1">
          <TextField id="number" name="number" label={t('caseFile.withdrawName', { number })} error={error} autoComplete="off" autoFocus />
        </div>
        <Button type="submit" tone="danger" busy={state === 'submitting'}>
          {t('caseFile.withdraw')}
        </Button>
        <Link to="?" preventScrollReset className="text-accent px-2 py-1.5 underline">
          {t('common.cancel')}
        </Link>
      </Form>
    </section>
  );
}
