import { Form, Link, useLocation, useSubmit } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { CataloguePage as Page } from '#server/queries/catalogue.ts';
import { FACETS, type CatalogueView } from '#app/lib/catalogue-filter.ts';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { SearchBox } from '#app/components/ui/search-box.tsx';
import { useShell } from '#app/lib/shell.tsx';
import { EntryRow } from './entry-row.tsx';
import { FacetGroup } from './facet-group.tsx';

/** A GET form around all of it: ticking a box searches at once, without scripts the button does. */
export function CataloguePage({ page, filter }: { page: Page; filter: CatalogueView }) {
  const { t } = useTranslation();
  const submit = useSubmit();
  const { search } = useLocation();
  const compiles = useShell()?.actor?.roles.includes('catalogue_compiler') === true;
  const narrowed = filter.q !== '' || filter.overdue || FACETS.some((facet) => filter[facet].length > 0);
  return (
    <>
      <PageHeader
        title={t('catalogue.title')}
        lead={t('catalogue.lead')}
        actions={
          <>
            {/* A download is no page: the router must leave it to the browser. */}
            <a href={`/catalogue.csv${search}`} download className={buttonClass()}>
              {t('catalogue.export')}
            </a>
            {compiles ? <LinkButton to="/catalogue/imports">{t('imports.start')}</LinkButton> : null}
          </>
        }
      />
      <Form
        role="search"
        className="grid gap-4 md:grid-cols-[13rem_minmax(0,1fr)] md:grid-rows-[auto_1fr]"
        onChange={(event) =>
          event.target instanceof HTMLInputElement &&
          event.target.type === 'checkbox' &&
          submit(event.currentTarget, { preventScrollReset: true })
        }
      >
        <div className="flex gap-2 md:col-start-2">
          <SearchBox key={filter.q} name="q" label={t('catalogue.search')} defaultValue={filter.q} />
          <Button type="submit" tone="primary">
            {t('common.search')}
          </Button>
        </div>
        <aside
          id="facets"
          aria-label={t('catalogue.facets')}
          className="grid content-start gap-5 max-md:order-last md:row-span-2 md:row-start-1"
        >
          {FACETS.map((facet) => (
            <FacetGroup key={facet} name={facet} facets={page.facets[facet]} chosen={filter[facet]} />
          ))}
          <label className="flex items-center gap-2 py-0.5 pointer-coarse:py-2.5">
            <input
              type="checkbox"
              key={String(filter.overdue)}
              name="overdue"
              value="1"
              defaultChecked={filter.overdue}
              className="accent-accent size-4 shrink-0"
            />
            {t('catalogue.onlyOverdue')}
          </label>
        </aside>
        <section className="bg-surface border-line self-start rounded-lg border">
          <header className="border-line flex min-h-10 items-center justify-between border-b px-4">
            <p role="status">{t('catalogue.found', { count: page.total })}</p>
            <a href="#facets" className="text-accent text-sm underline md:hidden">
              {t('catalogue.facets')}
            </a>
            {narrowed ? (
              <Link to="/catalogue" className="text-accent text-sm underline">
                {t('common.clear')}
              </Link>
            ) : null}
          </header>
          {page.items.length === 0 ? (
            <EmptyState title={t('catalogue.empty')}>{t('catalogue.emptyText')}</EmptyState>
          ) : (
            <ol>
              {page.items.map((entry) => (
                <EntryRow key={entry.id} entry={entry} query={filter.q} />
              ))}
            </ol>
          )}
          <div className="px-4">
            <Pager next={page.next} />
          </div>
        </section>
      </Form>
    </>
  );
}
