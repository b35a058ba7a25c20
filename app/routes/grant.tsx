import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GrantPage } from '#app/components/grants/grant-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const grant = found(context, request, await context.queries.grantDetails({ grantId: params['id'] ?? '' }));
  const starts = await context.queries.startsOn({ grantId: grant.id });
  return { title: titleFor(request, `${grant.number} ${grant.entry.name}`), grant, starts };
}

export default function Grant() {
  const { grant, starts } = useLoaderData<typeof loader>();
  return <GrantPage grant={grant} starts={starts} />;
}
