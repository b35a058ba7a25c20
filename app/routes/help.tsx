import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HelpIndexPage } from '#app/components/help/help-index-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { languageOf } from '#app/lib/preferences.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { processes } = found(context, request, await context.queries.helpIndex({ language: languageOf(request) }));
  return { title: titleFor(request, textsFor(request)('help.title')), processes };
}

export default function Help() {
  return <HelpIndexPage processes={useLoaderData<typeof loader>().processes} />;
}
