import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ApplyPage } from '#app/components/apply/apply-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedAnswers } from '#app/lib/posted-answers.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const start = found(context, request, await context.queries.applicationStart({ entryId: params['id'] ?? '' }));
  return { title: titleFor(request, textsFor(request)('applyForm.title', { name: start.entry.name })), start };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const start = found(context, request, await context.queries.applicationStart({ entryId: params['id'] ?? '' }));
  const posted = await postedAnswers(context, start.form.schema, form);
  const answers = { ...posted.answers, entryId: start.entry.id };
  const filed = posted.refused ?? (await context.commands.fileCase({ process: start.process, answers, draftId: start.draft?.id }));
  if (isRefusal(filed)) return respond(context, request, filed, { typed: answers });
  return redirect(`/cases/${filed.id}`, { headers: { 'Set-Cookie': flashCookie('filed', filed.number) } });
}

export default function Apply() {
  const { start } = useLoaderData<typeof loader>();
  return <ApplyPage key={start.entry.id} start={start} refused={useAnswer<typeof action>()?.refused} />;
}
