import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { useRecentSearches } from '#app/lib/recent-searches.ts';
import { searchAddress } from '#app/lib/search-filter.ts';

/** Before the first word: how to search, and what was searched for here before. */
export function SearchStart() {
  const { t } = useTranslation();
  const { recent, forget } = useRecentSearches();
  return (
    <div className="grid gap-4">
      <Panel>
        <EmptyState title={t('search.begin')}>{t('search.beginText')}</EmptyState>
      </Panel>
      {recent.length === 0 ? null : (
        <Panel
          title={t('search.recent')}
          actions={
            <Button tone="quiet" size="small" onClick={forget}>
              {t('search.forget')}
            </Button>
          }
        >
          <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
            {recent.map((q) => (
              <li key={q}>
                <Link to={searchAddress(q)} {...LIST_ITEM}>
                  {q}
                </Link>
              </li>
            ))}
          </ul>
          <p className="text-muted mt-2 text-sm">{t('search.recentText')}</p>
        </Panel>
      )}
    </div>
  );
}
