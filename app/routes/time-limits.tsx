import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TimeLimitsPage } from '#app/components/people/time-limits-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { limits } = found(context, request, await context.queries.timeLimits());
  return { title: titleFor(request, textsFor(request)('people.limits.title')), limits };
}

export default function TimeLimits() {
  return <TimeLimitsPage limits={useLoaderData<typeof loader>().limits} />;
}
