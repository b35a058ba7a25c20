import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GrantPage } from '#app/components/grants/grant-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const grant = found(context, request, await context.queries.grantDetails({ grantId: params['id'] ?? '' }));
  return { title: titleFor(request, `${grant.number} ${grant.entry.name}`), grant };
}

export default function Grant() {
  return <GrantPage grant={useLoaderData<typeof loader>().grant} />;
}
