import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SelfCheckPage } from '#app/components/openings/self-check-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

/** What is answered stands in the address: the check works without scripts, and nothing of it is kept. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const check = found(context, request, await context.queries.openSelfCheck({ entryId: params['id'] ?? '' }));
  const search = new URL(request.url).searchParams;
  const answers = check.conditions.map((_, index) => search.get(`c${index}`));
  return { title: titleFor(request, textsFor(request)('opening.selfCheck')), check, answers, asked: search.has('checked') };
}

export default function SelfCheck() {
  const { check, answers, asked } = useLoaderData<typeof loader>();
  return <SelfCheckPage key={check.entry.id} check={check} answers={answers} asked={asked} />;
}
