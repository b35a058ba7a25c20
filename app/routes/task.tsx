import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TaskPage } from '#app/components/task/task-page.tsx';
import { postedAct, postedExtension, typedAct, typedExtension } from '#app/lib/posted-act.ts';
import { postedAnswers } from '#app/lib/posted-answers.ts';
import { flashCookie } from '#app/lib/flash.ts';
import { carryOut, chosenOperation, isFormOperation, typedOperation } from '#app/lib/posted-operation.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, reasonText, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const [details, { phrases }] = await Promise.all([
    context.queries.taskDetails({ taskId: params['id'] ?? '' }),
    context.queries.phrases().then((mine) => found(context, request, mine)),
  ]);
  const task = found(context, request, details);
  const operation = chosenOperation(request, task.operations);
  return {
    title: titleFor(request, `${task.name} · ${task.case.title}`),
    task,
    phrases,
    whyNot: reasonText(context, request, task.cannotWhy),
    operation,
    choices: operation === null ? null : found(context, request, await context.queries.operationChoices({ taskId: task.id, operation })),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const taskId = params['id'] ?? '';
  const form = await request.formData();
  stillSignedIn(context, form);
  const intent = String(form.get('intent') ?? '');
  if (intent === 'extension') {
    const asked = await context.commands.requestExtension({ taskId, ...postedExtension(form) });
    if (isRefusal(asked)) return respond(context, request, asked, { intent, typed: typedExtension(form) });
    return redirect(pathOf(request), { headers: { 'Set-Cookie': flashCookie('extension') } });
  }
  if (isFormOperation(intent)) {
    const done = await carryOut(context.commands, intent, taskId, form);
    if (isRefusal(done)) return respond(context, request, done, { intent, typed: typedOperation(form) });
    return redirect(pathOf(request), { headers: { 'Set-Cookie': flashCookie('operation', textsFor(request)(`work.done.${intent}`)) } });
  }
  const task = found(context, request, await context.queries.taskDetails({ taskId }));
  const { answers, refused } = await postedAnswers(context, task.form.schema, form);
  const decided = refused ?? (await context.commands.decideTask({ taskId, answers, ...postedAct(form) }));
  if (isRefusal(decided)) return respond(context, request, decided, { intent, typed: typedAct(form, answers) });
  return redirect(pathOf(request));
}

/** The same page with the same list beside it, without what only led to this post. */
function pathOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  for (const name of ['extension', 'do', 'index', '_routes']) searchParams.delete(name);
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
}

export default function Task() {
  const { task, phrases, whyNot, operation, choices } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  const asked = operation === null || choices === null ? null : { operation, choices };
  return (
    <TaskPage
      key={task.id}
      task={task}
      phrases={phrases}
      whyNot={whyNot}
      asked={asked}
      refused={answer?.refused}
      intent={answer?.intent ?? null}
    />
  );
}
