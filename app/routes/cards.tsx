import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CardsPage } from '#app/components/cards/cards-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedAct, typedAct } from '#app/lib/posted-act.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const cards = found(context, request, await context.queries.cards({ taskId: search.get('task') ?? undefined }));
  return { title: titleFor(request, textsFor(request)('cards.title')), cards };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const taskId = String(form.get('taskId') ?? '');
  const password = String(form.get('password') ?? '');
  // The card shows the form's own answers, as the case knows them: what needs more is done on the task's page.
  const task = found(context, request, await context.queries.taskDetails({ taskId }));
  const act = { taskId, answers: task.answers, ...postedAct(form) };
  const { putInRow, signCard } = context.commands;
  const done = await (form.get('intent') === 'sign' ? signCard({ ...act, password }) : putInRow(act));
  if (isRefusal(done)) return respond(context, request, done, { typed: typedAct(form, {}) });
  const headers = form.get('intent') === 'sign' ? { 'Set-Cookie': flashCookie('signed', task.case.number) } : undefined;
  const next = String(form.get('next') ?? '');
  return redirect(/^[\w-]+$/.test(next) ? `/cards?task=${next}` : '/cards', headers ? { headers } : undefined);
}

export default function Cards() {
  const { cards } = useLoaderData<typeof loader>();
  return <CardsPage cards={cards} refused={useAnswer<typeof action>()?.refused} />;
}
