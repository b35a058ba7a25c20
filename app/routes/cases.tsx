import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CasesPage } from '#app/components/case/cases-page.tsx';
import { readCaseFilter } from '#app/lib/case-filter.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filter = readCaseFilter(new URL(request.url).searchParams);
  const page = found(
    context,
    request,
    await context.queries.caseList({ ...filter, q: filter.q || undefined, state: filter.state || undefined }),
  );
  return { title: titleFor(request, textsFor(request)('cases.title')), filter, page };
}

export default function Cases() {
  const { page, filter } = useLoaderData<typeof loader>();
  return <CasesPage page={page} filter={filter} />;
}
