import { useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { LinkButton } from './link-button.tsx';

/** Pages by cursor: there is a next one and a way back to the first; a page number would lie as soon as rows come in. */
export function Pager({ next }: { next: string | null }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const at = new URLSearchParams(search);
  const paged = at.has('cursor');
  if (next === null && !paged) return null;
  return (
    <nav className="flex gap-2 py-3" aria-label={t('common.nextPage')} data-print="no">
      {paged ? (
        <LinkButton to={`?${withCursor(at, null)}`} size="small">
          {t('common.firstPage')}
        </LinkButton>
      ) : null}
      {next === null ? null : (
        <LinkButton to={`?${withCursor(at, next)}`} size="small">
          {t('common.nextPage')}
        </LinkButton>
      )}
    </nav>
  );
}

function withCursor(current: URLSearchParams, cursor: string | null): string {
  const parameters = new URLSearchParams(current);
  parameters.delete('cursor');
  if (cursor !== null) parameters.set('cursor', cursor);
  return parameters.toString();
}
