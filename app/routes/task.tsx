import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { TaskPage } from '#app/components/task/task-page.tsx';
import { postedAct, postedExtension } from '#app/lib/posted-act.ts';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, reasonText, respond, stillSignedIn } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const task = found(context, request, await context.queries.taskDetails({ taskId: params['id'] ?? '' }));
  return { title: titleFor(request, `${task.name} · ${task.case.title}`), task, whyNot: reasonText(context, request, task.cannotWhy) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const taskId = params['id'] ?? '';
  const form = await request.formData();
  stillSignedIn(context, form);
  const intent = String(form.get('intent') ?? '');
  const task = found(context, request, await context.queries.taskDetails({ taskId }));
  const result =
    intent === 'extension'
      ? await context.commands.requestExtension({ taskId, ...postedExtension(form) })
      : await context.commands.decideTask({ taskId, ...postedAct(task.form.schema, form) });
  if (isRefusal(result)) return respond(context, request, result, intent);
  const headers = intent === 'extension' ? { 'Set-Cookie': flashCookie('extension') } : undefined;
  return redirect(pathOf(request), { headers });
}

/** The same page with the same list beside it, without what only led to this post. */
function pathOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  for (const name of ['extension', 'index', '_routes']) searchParams.delete(name);
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
}

export default function Task() {
  const { task, whyNot } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <TaskPage key={task.id} task={task} whyNot={whyNot} refused={answer?.refused} intent={answer?.intent ?? null} />;
}
