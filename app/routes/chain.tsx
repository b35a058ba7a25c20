import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ChainPage } from '#app/components/supervision/chain-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { explained, isRefusal } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const number = new URL(request.url).searchParams.get('number')?.trim() ?? '';
  const title = titleFor(request, textsFor(request)('supervision.chain.title'));
  if (number === '') return { title, number, chain: null, refused: null };
  const chain = await context.queries.caseChain({ number });
  if (isRefusal(chain)) return { title, number, chain: null, refused: explained(context, request, chain) };
  return { title, number, chain, refused: null };
}

export default function Chain() {
  const { number, chain, refused } = useLoaderData<typeof loader>();
  return <ChainPage number={number} chain={chain} refused={refused} />;
}
