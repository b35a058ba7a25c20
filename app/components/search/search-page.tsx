import { Form } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { SearchBox } from '#app/components/ui/search-box.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { capped } from '#app/lib/capped.ts';
import { moveInList } from '#app/lib/keyboard.ts';
import { useRecentSearches } from '#app/lib/recent-searches.ts';
import { searchAddress, type SearchView } from '#app/lib/search-filter.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { SearchOverview } from '#server/queries/search-groups.ts';
import type { Hit } from '#server/queries/search.ts';
import { HitRow } from './hit-row.tsx';
import { NoHit } from './no-hit.tsx';
import { SearchStart } from './search-start.tsx';

type SearchPageProps = { view: SearchView; overview: SearchOverview | null; page: Page<Hit> | null };

export function SearchPage({ view, overview, page }: SearchPageProps) {
  const { t } = useTranslation();
  useRemembered(view.q);
  useArrows();
  return (
    <>
      <PageHeader title={t('search.title')} />
      <Form role="search" aria-label={t('search.everywhere')} className="mb-4 flex gap-2">
        <SearchBox key={view.q} name="q" label={t('search.box')} defaultValue={view.q} everywhere />
        {view.kind === '' ? null : <input type="hidden" name="kind" value={view.kind} />}
        <Button type="submit" tone="primary">
          {t('common.search')}
        </Button>
      </Form>
      {overview === null ? <SearchStart /> : <Results view={view} overview={overview} page={page} />}
    </>
  );
}

function Results({ view: { q, kind }, overview: { groups, apart }, page }: SearchPageProps & { overview: SearchOverview }) {
  const { t } = useTranslation();
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <NoHit q={q} apart={apart} />;
  const tabs = [
    { to: searchAddress(q), label: t('search.kinds.all'), current: kind === '' },
    ...groups.map((group) => ({
      to: searchAddress(q, group.kind),
      label: t(`search.kinds.${group.kind}`),
      current: kind === group.kind,
      count: capped(group.count) ?? '0',
    })),
  ];
  return (
    <>
      <p role="status" className="sr-only">
        {t('search.found', { number: capped(total) ?? '0' })}
      </p>
      <Tabs label={t('search.kindsLabel')} tabs={tabs} />
      <div className="mt-4 grid gap-4">
        {page === null ? (
          groups
            .filter(({ count }) => count > 0)
            .map((group) => (
              <Panel
                key={group.kind}
                flush
                title={t(`search.kinds.${group.kind}`)}
                actions={
                  group.count > group.items.length ? (
                    <LinkButton to={searchAddress(q, group.kind)} tone="quiet" size="small">
                      {t('search.all', { kind: t(`search.kinds.${group.kind}`) })}
                    </LinkButton>
                  ) : undefined
                }
              >
                <Hits hits={group.items} q={q} label={t(`search.kinds.${group.kind}`)} />
              </Panel>
            ))
        ) : page.items.length === 0 ? (
          <NoHit q={q} apart={[]} />
        ) : (
          <Panel flush>
            <Hits hits={page.items} q={q} label={t('search.title')} />
          </Panel>
        )}
      </div>
      {page === null ? null : <Pager next={page.next} />}
    </>
  );
}

function Hits({ hits, q, label }: { hits: readonly Hit[]; q: string; label: string }) {
  return (
    <ul aria-label={label}>
      {hits.map((hit) => (
        <HitRow key={hit.id} hit={hit} q={q} />
      ))}
    </ul>
  );
}

function useRemembered(q: string): void {
  const { remember } = useRecentSearches();
  useEffect(() => {
    if (q !== '') remember(q);
  }, [q, remember]);
}

/** From the box into the results and through them; j and k are letters in the box. */
function useArrows(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
      const here = event.target instanceof HTMLElement && event.target.matches('[data-search], [data-list-item]');
      if (step === null || !here || event.isComposing || event.defaultPrevented) return;
      if (moveInList(step)) event.preventDefault();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
