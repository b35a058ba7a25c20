import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { DocumentPage } from '#app/components/document/document-page.tsx';
import paperStyles from '#app/components/document/paper.css?url';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: paperStyles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { origin, searchParams } = new URL(request.url);
  const edition = /^[1-9]\d{0,3}$/.exec(searchParams.get('edition') ?? '')?.[0];
  const which = { caseId: params['id'] ?? '', kind: params['kind'] ?? '', edition: edition === undefined ? undefined : Number(edition) };
  const printed = found(context, request, await context.queries.printedDocument({ ...which, site: origin }));
  return { title: titleFor(request, `${printed.title} ${printed.number}`), printed };
}

export default function Document() {
  return <DocumentPage printed={useLoaderData<typeof loader>().printed} />;
}
