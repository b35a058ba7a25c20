import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { WorkbenchPage } from '#app/components/workbench/workbench-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor, textsFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const workbench = found(context, request, await context.queries.workbench());
  const starts = await context.queries.startsOn({});
  return { title: titleFor(request, textsFor(request)('workbench.title')), workbench, starts };
}

export default function Workbench() {
  const { workbench, starts } = useLoaderData<typeof loader>();
  return <WorkbenchPage workbench={workbench} starts={starts} />;
}
