import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HandoverPage } from '#app/components/people/handover-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedHandover } from '#app/lib/posted-people.ts';
import { explained, found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const chosen = { leaver: search.get('leaver') ?? '', successor: search.get('successor') ?? '' };
  const asked = { leaverId: chosen.leaver, successorId: chosen.successor };
  const preview = found(context, request, await context.queries.handoverPreview(asked));
  const whyNot = explained(context, request, preview.plan?.refused ?? null);
  return { title: titleFor(request, textsFor(request)('people.handover.title')), preview, whyNot, chosen };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const done = await context.commands.handOver(postedHandover(form));
  if (isRefusal(done)) return respond(context, request, done);
  return redirect('/admin/handover', { headers: { 'Set-Cookie': flashCookie('handedOver') } });
}

export default function Handover() {
  const { preview, whyNot, chosen } = useLoaderData<typeof loader>();
  return <HandoverPage preview={preview} whyNot={whyNot} chosen={chosen} refused={useAnswer<typeof action>()?.refused} />;
}
