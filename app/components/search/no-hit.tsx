import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { capped } from '#app/lib/capped.ts';
import { searchAddress } from '#app/lib/search-filter.ts';
import type { SearchOverview } from '#server/queries/search-groups.ts';

/** What one may try next; of several words, what each finds alone. */
export function NoHit({ q, apart }: { q: string; apart: SearchOverview['apart'] }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <EmptyState title={t('search.none', { q })}>
        <p>{t('search.noneText')}</p>
        <ul className="mt-2 inline-block list-disc pl-5 text-left">
          <li>{t('search.tryFewer')}</li>
          <li>{t('search.tryNumber')}</li>
          <li>{t('search.tryName')}</li>
        </ul>
        {apart.length === 0 ? null : (
          <p className="mt-3">
            {t('search.apart')}
            {t('common.colon')}
            {apart.map(({ q: word, count }) => (
              <Link key={word} to={searchAddress(word)} className="text-accent mx-1.5">
                {word}({capped(count) ?? 0})
              </Link>
            ))}
          </p>
        )}
      </EmptyState>
    </Panel>
  );
}
