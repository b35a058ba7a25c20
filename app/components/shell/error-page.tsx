import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { readProblem, type Problem } from '#app/lib/problem.ts';
import { KeptText } from './kept-text.tsx';
import { DatabaseDown } from './database-down.tsx';

/** One page for every "no": what happened, by which rule, who can, and where to go from here. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const problem = isRouteErrorResponse(error) ? readProblem(error.data) : {};
  if (status === 503) return <DatabaseDown />;
  if (status === 401) return <Expired problem={problem} />;
  if (status === 404) return <Notice title={t('errors.notFoundTitle')} text={problem.text ?? t('errors.notFoundText')} />;
  if (status === 403)
    return <Notice title={problem.title ?? t('errors.forbiddenTitle')} text={problem.text ?? t('errors.forbiddenText')} />;
  if (status < 500) return <Notice title={problem.title ?? t('errors.notFoundTitle')} text={problem.text ?? t('errors.notFoundText')} />;
  return (
    <Notice title={t('errors.brokenTitle')} text={t('errors.brokenText')}>
      {problem.requestId === undefined ? null : <p className="text-muted">{t('errors.requestId', { id: problem.requestId })}</p>}
    </Notice>
  );
}

function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="bg-surface border-line mx-auto mt-8 max-w-xl rounded-lg border p-8">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2">{text}</p>
      {children === undefined ? null : <div className="mt-2">{children}</div>}
      <div className="mt-6 flex gap-2">
        <LinkButton to="/" tone="primary">
          {t('errors.home')}
        </LinkButton>
      </div>
    </div>
  );
}

function Expired({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  return (
    <div className="bg-surface border-line mx-auto mt-8 max-w-xl rounded-lg border p-8">
      <h1 className="text-xl font-semibold">{t('errors.expiredTitle')}</h1>
      <p className="mt-2">{t('errors.expiredText')}</p>
      <p className="mt-4">
        <Link reloadDocument to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} className="text-accent font-medium underline">
          {t('errors.signInAgain')}
        </Link>
      </p>
      <KeptText texts={problem.kept ?? []} />
    </div>
  );
}
