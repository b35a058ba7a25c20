import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { DeputiesPage } from '#app/components/people/deputies-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { fieldOf, postedDeputy } from '#app/lib/posted-people.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deputies = found(context, request, await context.queries.deputies());
  return { title: titleFor(request, textsFor(request)('people.deputies.title')), deputies };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const intent = fieldOf(form, 'intent');
  const ends = intent === 'end';
  const done = ends ? await context.commands.endDeputy({ id: fieldOf(form, 'id') }) : await context.commands.setDeputy(postedDeputy(form));
  if (isRefusal(done)) return respond(context, request, done, { intent });
  return redirect('/admin/deputies', { headers: { 'Set-Cookie': flashCookie(ends ? 'deputyEnded' : 'deputySet') } });
}

export default function DeputiesRoute() {
  const { deputies } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  return <DeputiesPage deputies={deputies} refused={answer?.refused} intent={answer?.intent ?? null} />;
}
