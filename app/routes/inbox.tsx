import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, type ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { InboxPage } from '#app/components/inbox/inbox-page.tsx';
import { inboxQuery, readInboxFilter } from '#app/lib/inbox-filter.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { languageOf } from '#app/lib/preferences.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filter = readInboxFilter(new URL(request.url).searchParams);
  const [page, counts] = await Promise.all([context.queries.inbox(inboxQuery(filter)), context.queries.inboxCounts()]);
  // In the copied box each row says why it came, in words.
  const items = page.items.map((item) => ({
    ...item,
    copyReason: item.copyReason === null ? null : context.copyReasonText(item.copyReason, languageOf(request)),
  }));
  return {
    title: titleFor(request, textsFor(request)('inbox.title')),
    filter,
    page: { ...page, items },
    counts,
    processes: context.processNames(),
  };
}

/** Opening another task beside the list leaves the list as it is; live events and decisions do refresh it. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  const sameList = currentUrl.search === nextUrl.search && currentUrl.pathname !== nextUrl.pathname;
  return sameList && formMethod === undefined ? false : defaultShouldRevalidate;
}

export default function Inbox() {
  const { page, counts, processes, filter } = useLoaderData<typeof loader>();
  return <InboxPage page={page} counts={counts} processes={processes} filter={filter} />;
}
