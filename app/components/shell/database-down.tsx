import { useRevalidator } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { useRefresh } from '#app/lib/use-refresh.ts';

const RETRY_SECONDS = 3;

/** Comes back by itself: nobody has to know when the database is there again. Without scripts the browser reloads. */
export function DatabaseDown() {
  const { t } = useTranslation();
  const revalidator = useRevalidator();
  useRefresh(RETRY_SECONDS * 1000);
  return (
    <div role="status" className="bg-surface border-line mx-auto mt-8 max-w-xl rounded-lg border p-8">
      <noscript>
        <meta httpEquiv="refresh" content={String(RETRY_SECONDS)} />
      </noscript>
      <h1 className="text-xl font-semibold">{t('errors.downTitle')}</h1>
      <p className="mt-2">{t('errors.downText')}</p>
      <p className="text-muted mt-2 text-sm">{t('errors.downRetry', { count: RETRY_SECONDS })}</p>
      <Button className="mt-6" busy={revalidator.state === 'loading'} onClick={() => revalidator.revalidate()}>
        {t('errors.retry')}
      </Button>
    </div>
  );
}
