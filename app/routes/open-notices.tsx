import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { OpenNoticesPage } from '#app/components/openings/open-notices-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const cursor = new URL(request.url).searchParams.get('cursor') ?? undefined;
  const page = found(context, request, await context.queries.openNotices({ cursor }));
  return { title: titleFor(request, textsFor(request)('opening.notices')), page };
}

export default function OpenNotices() {
  return <OpenNoticesPage page={useLoaderData<typeof loader>().page} />;
}
