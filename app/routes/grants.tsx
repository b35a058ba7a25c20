import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GrantsPage } from '#app/components/grants/grants-page.tsx';
import { readGrantSide } from '#app/lib/grant-side.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const side = readGrantSide(search);
  const filter = { side: side === 'all' ? undefined : side, cursor: search.get('cursor') ?? undefined };
  const page = found(context, request, await context.queries.grantList(filter));
  return { title: titleFor(request, textsFor(request)('grants.title')), side, page };
}

export default function Grants() {
  const { page, side } = useLoaderData<typeof loader>();
  return <GrantsPage page={page} side={side} />;
}
