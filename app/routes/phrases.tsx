import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PhrasesPage } from '#app/components/people/phrases-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { fieldOf, postedPhrase } from '#app/lib/posted-people.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const phrases = found(context, request, await context.queries.phrases());
  return { title: titleFor(request, textsFor(request)('people.phrases.title')), phrases };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const removes = form.get('intent') === 'remove';
  const done = removes
    ? await context.commands.deletePhrase({ id: fieldOf(form, 'id') })
    : await context.commands.addPhrase(postedPhrase(form));
  if (isRefusal(done)) return respond(context, request, done);
  return redirect('/admin/phrases', { headers: { 'Set-Cookie': flashCookie(removes ? 'phraseRemoved' : 'phraseAdded') } });
}

export default function PhrasesRoute() {
  const { phrases } = useLoaderData<typeof loader>();
  return <PhrasesPage phrases={phrases} refused={useAnswer<typeof action>()?.refused} />;
}
