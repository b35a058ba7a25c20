import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CasePage } from '#app/components/case/case-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const file = found(context, request, await context.queries.caseDetails({ caseId: params['id'] ?? '' }));
  const { entry } = file.application;
  const starts = entry === null || file.process.key !== 'conditional-share' ? [] : await context.queries.startsOn({ entryId: entry.id });
  const contest = starts.find(({ process }) => process === 'share-dispute') ?? null;
  return { title: titleFor(request, `${file.number} ${file.title}`), file, contest };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const file = found(context, request, await context.queries.caseDetails({ caseId: params['id'] ?? '' }));
  if (form.get('intent') === 'urge') {
    const urged = await context.commands.urgeCase({ caseId: file.id });
    if (isRefusal(urged)) return respond(context, request, urged, { intent: 'urge' });
    return redirect(`/cases/${file.id}`, { headers: { 'Set-Cookie': flashCookie('operation', textsFor(request)('work.done.urge')) } });
  }
  if (String(form.get('number') ?? '').trim() !== file.number) return data({ mismatch: true }, { status: 422 });
  const withdrawn = await context.commands.withdrawCase({ caseId: file.id });
  if (isRefusal(withdrawn)) return respond(context, request, withdrawn);
  return redirect(`/cases/${file.id}`, { headers: { 'Set-Cookie': flashCookie('withdrawn', file.number) } });
}

export default function Case() {
  const { file, contest } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  const refused = answer !== undefined && 'refused' in answer ? answer.refused : undefined;
  return <CasePage file={file} contest={contest} refused={refused} mismatch={answer !== undefined && 'mismatch' in answer} />;
}
