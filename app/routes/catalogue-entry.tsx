import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { EntryPage } from '#app/components/catalogue/entry-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const entry = found(context, request, await context.queries.entryDetails({ entryId: params['id'] ?? '' }));
  const { items: versions } = found(context, request, await context.queries.entryVersions({ entryId: entry.id }));
  return { title: titleFor(request, entry.name), entry, versions, starts: await context.queries.startsOn({ entryId: entry.id }) };
}

export default function CatalogueEntry() {
  const { entry, versions, starts } = useLoaderData<typeof loader>();
  return <EntryPage entry={entry} versions={versions} starts={starts} />;
}
