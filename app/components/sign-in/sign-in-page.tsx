import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';
import type { DemoGroup } from '#server/queries/demo-accounts.ts';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import { DemoAccounts } from './demo-accounts.tsx';

type SignInPageProps = { demo: readonly DemoGroup[]; refused: Refused | undefined };

export function SignInPage({ demo, refused }: SignInPageProps) {
  const { t } = useTranslation();
  const { state } = useNavigation();
  return (
    <div className={`mx-auto grid gap-6 pt-4 ${demo.length === 0 ? 'max-w-sm' : 'max-w-5xl md:grid-cols-[20rem_minmax(0,1fr)]'}`}>
      <section className="bg-surface border-line self-start rounded-lg border p-6">
        <h1 className="text-xl font-semibold">{t('signIn.title')}</h1>
        <p className="text-muted mt-1 text-sm">{t('signIn.lead')}</p>
        <Form method="post" className="mt-4 grid gap-3">
          <CsrfField />
          {refused === undefined ? null : <Banner tone="danger" announce title={refused.text} />}
          <TextField
            id="username"
            name="username"
            label={t('signIn.username')}
            autoComplete="username"
            autoCapitalize="none"
            defaultValue={typedText(refused, 'username')}
          />
          <TextField id="password" name="password" type="password" label={t('signIn.password')} autoComplete="current-password" />
          <Button type="submit" tone="primary" className="mt-1 justify-center" busy={state === 'submitting'}>
            {t('signIn.submit')}
          </Button>
        </Form>
      </section>
      {demo.length === 0 ? null : <DemoAccounts groups={demo} />}
    </div>
  );
}
