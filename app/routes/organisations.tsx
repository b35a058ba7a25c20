import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { OrganisationsPage } from '#app/components/people/organisations-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const organisations = found(context, request, await context.queries.organisations());
  return { title: titleFor(request, textsFor(request)('people.organisations.title')), organisations };
}

export default function Organisations() {
  return <OrganisationsPage organisations={useLoaderData<typeof loader>().organisations} />;
}
