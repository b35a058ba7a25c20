import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { describedBy, Field, inputClass } from '#app/components/ui/field.tsx';
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
      <Form method="post" className="mt-3 max-w-xl">
        <CsrfField />
        <Field id="number" label={t('caseFile.withdrawName', { number })} error={error}>
          <div className="flex flex-wrap items-center gap-2">
            <input
              {...describedBy({ id: 'number', error })}
              name="number"
              autoComplete="off"
              autoFocus
              className={`${inputClass} h-8 min-w-56 flex-1 pointer-coarse:h-11`}
            />
            <Button type="submit" tone="danger" busy={state === 'submitting'}>
              {t('caseFile.withdraw')}
            </Button>
            <Link to="?" preventScrollReset className="text-accent px-2 underline">
              {t('common.cancel')}
            </Link>
          </div>
        </Field>
      </Form>
    </section>
  );
}
