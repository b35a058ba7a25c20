import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CataloguePage } from '#app/components/catalogue/catalogue-page.tsx';
import { readCatalogueFilter } from '#app/lib/catalogue-filter.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filter = readCatalogueFilter(new URL(request.url).searchParams);
  return {
    title: titleFor(request, textsFor(request)('catalogue.title')),
    filter,
    page: found(context, request, await context.queries.catalogue(filter)),
  };
}

export default function Catalogue() {
  const { page, filter } = useLoaderData<typeof loader>();
  return <CataloguePage page={page} filter={filter} />;
}
