import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CheckPage } from '#app/components/document/check-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const check = found(context, request, await context.checkDocument(params['code'] ?? ''));
  return { title: titleFor(request, textsFor(request)('documents.checkTitle')), check };
}

export default function Verify() {
  return <CheckPage check={useLoaderData<typeof loader>().check} />;
}
