import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GrantPage } from '#app/components/grants/grant-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const grant = found(context, request, await context.queries.grantDetails({ grantId: params['id'] ?? '' }));
  const starts = await context.queries.startsOn({ grantId: grant.id });
  return { title: titleFor(request, `${grant.number} ${grant.entry.name}`), grant, starts };
}

/** The secret goes to this answer and nowhere else: not to a cookie, not to an address, not to a list of answers. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  stillSignedIn(context, await request.formData());
  const claimed = await context.commands.claimInterfaceSecret({ grantId: params['id'] ?? '' });
  return isRefusal(claimed) ? respond(context, request, claimed) : { claimed };
}

export default function Grant() {
  const { grant, starts } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  const claimed = answer !== undefined && 'claimed' in answer ? answer.claimed : null;
  const refused = answer !== undefined && 'refused' in answer ? answer.refused : undefined;
  return <GrantPage grant={grant} starts={starts} claimed={claimed} refused={refused} />;
}
