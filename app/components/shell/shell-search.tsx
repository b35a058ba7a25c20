import { Form, Link, useLocation } from '@remix-run/react';
import { Search } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { buttonClass } from '#app/components/ui/button.tsx';
import { SearchBox } from '#app/components/ui/search-box.tsx';
import { useRecentSearches } from '#app/lib/recent-searches.ts';

const RECENT = 'recent-searches';

/** The box that searches everything, where there is room for it; the page of results has its own. */
export function ShellSearch() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { recent } = useRecentSearches();
  if (pathname === '/search') return null;
  return (
    <>
      <Form action="/search" role="search" aria-label={t('search.everywhere')} className="w-56 max-lg:hidden">
        <SearchBox name="q" label={t('search.box')} defaultValue="" everywhere list={RECENT} />
        <datalist id={RECENT}>
          {recent.map((q) => (
            <option key={q}>{q}</option>
          ))}
        </datalist>
      </Form>
      <Link to="/search" aria-label={t('search.everywhere')} className={`${buttonClass('quiet', 'icon')} lg:hidden`}>
        <Search aria-hidden="true" className="size-5" />
      </Link>
    </>
  );
}
