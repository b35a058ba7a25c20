import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { OperationsPage } from '#app/components/operations/operations-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const health = found(context, request, await context.queries.engineHealth());
  const unmanned = found(context, request, await context.queries.unmannedTasks());
  const notices = found(context, request, await context.queries.noticeHealth());
  return {
    title: titleFor(request, textsFor(request)('operations.title')),
    health,
    unmanned: unmanned.items,
    notices,
    mayRetry: context.mayRetry,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const id = String(form.get('id') ?? '');
  const { retryIncident, retryMessage, retryNotice } = context.commands;
  const kind = form.get('kind');
  const retried = await (kind === 'message' ? retryMessage : kind === 'notice' ? retryNotice : retryIncident)({ id });
  if (isRefusal(retried)) return respond(context, request, retried);
  return redirect('/operations', { headers: { 'Set-Cookie': flashCookie('retried') } });
}

export default function Operations() {
  const { health, unmanned, notices, mayRetry } = useLoaderData<typeof loader>();
  const refused = useAnswer<typeof action>()?.refused;
  return <OperationsPage health={health} notices={notices} unmanned={unmanned} mayRetry={mayRetry} refused={refused} />;
}
