import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SupervisionPage } from '#app/components/supervision/supervision-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const supervision = found(context, request, await context.queries.supervision());
  return { title: titleFor(request, textsFor(request)('supervision.title')), supervision };
}

export default function SupervisionRoute() {
  return <SupervisionPage supervision={useLoaderData<typeof loader>().supervision} />;
}
