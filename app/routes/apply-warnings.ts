import type { LoaderFunctionArgs } from '@remix-run/node';
import { found } from '#app/lib/respond.ts';

/** Asked by the application's form as people type; no page of its own. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const answers = { itemIds: search.getAll('itemIds'), method: search.get('method') ?? '', purpose: search.get('purpose') ?? '' };
  const warnings = found(context, request, await context.queries.applicationWarnings({ entryId: params['id'] ?? '', answers }));
  return Response.json({ warnings });
}
