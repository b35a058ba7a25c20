import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ReviewsPage } from '#app/components/reviews/reviews-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found } from '#app/lib/respond.ts';
import { readReviewShow } from '#app/lib/review-show.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const show = readReviewShow(search);
  const filter = { show: show === 'all' ? undefined : show, cursor: search.get('cursor') ?? undefined };
  const page = found(context, request, await context.queries.reviewLedger(filter));
  return { title: titleFor(request, textsFor(request)('review.title')), show, page };
}

export default function Reviews() {
  const { page, show } = useLoaderData<typeof loader>();
  return <ReviewsPage page={page} show={show} />;
}
