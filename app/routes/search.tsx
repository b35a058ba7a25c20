import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SearchPage } from '#app/components/search/search-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { readSearch } from '#app/lib/search-filter.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const view = readSearch(new URL(request.url).searchParams);
  const { q, kind, cursor } = view;
  const { search, searchGroups } = context.queries;
  const t = textsFor(request);
  if (q === '') return { title: titleFor(request, t('search.title')), view, overview: null, page: null };
  const [overview, page] = await Promise.all([searchGroups({ q }), kind === '' ? null : search({ q, kinds: [kind], cursor })]);
  return {
    title: titleFor(request, t('search.titleFor', { q })),
    view,
    overview: found(context, request, overview),
    page: page === null ? null : found(context, request, page),
  };
}

export default function Search() {
  const { view, overview, page } = useLoaderData<typeof loader>();
  return <SearchPage view={view} overview={overview} page={page} />;
}
