import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { LedgerPage } from '#app/components/supervision/ledger-page.tsx';
import { ledgerFilter } from '#app/lib/ledger-filter.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shown, asked } = ledgerFilter(request);
  const page = found(context, request, await context.queries.ledger(asked));
  const { organisations } = found(context, request, await context.queries.supervision());
  return { title: titleFor(request, textsFor(request)('supervision.ledger.title')), ...page, organisations, filter: shown };
}

export default function Ledger() {
  const { items, next, organisations, filter } = useLoaderData<typeof loader>();
  return <LedgerPage entries={items} next={next} organisations={organisations} filter={filter} />;
}
