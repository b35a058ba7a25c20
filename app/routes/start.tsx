import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { StartPage } from '#app/components/start/start-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedAnswers } from '#app/lib/posted-answers.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

/** What it is about stands in the address: `?entry=` or `?grant=`, or which of several drafts. */
function asked({ request, params }: Pick<LoaderFunctionArgs, 'request' | 'params'>) {
  const search = new URL(request.url).searchParams;
  const [entryId, grantId] = [search.get('entry'), search.get('grant')];
  const answers = { ...(entryId === null ? {} : { entryId }), ...(grantId === null ? {} : { grantId }) };
  const [copyOf, draft, fromCase] = ['copy', 'draft', 'case'].map((name) => search.get(name) ?? undefined);
  return { process: params['process'] ?? '', answers, copyOf, draft, fromCase };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const start = found(context, request, await context.queries.caseStart(asked({ request, params })));
  return { title: titleFor(request, start.form.schema.title), start };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const about = asked({ request, params });
  const start = found(context, request, await context.queries.caseStart(about));
  const posted = await postedAnswers(context, start.form.schema, form);
  const answers = { ...posted.answers, ...about.answers };
  const filed = posted.refused ?? (await context.commands.fileCase({ process: start.process, answers, draftId: start.draft?.id }));
  if (isRefusal(filed)) return respond(context, request, filed, { typed: answers });
  return redirect(`/cases/${filed.id}`, { headers: { 'Set-Cookie': flashCookie('filed', filed.number) } });
}

export default function Start() {
  const { start } = useLoaderData<typeof loader>();
  return <StartPage key={`${start.process} ${start.subject}`} start={start} refused={useAnswer<typeof action>()?.refused} />;
}
