import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SigningRowPage } from '#app/components/cards/signing-row-page.tsx';
import { readOpened } from '#app/lib/opened-tasks.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedAct, typedAct } from '#app/lib/posted-act.ts';
import { languageOf } from '#app/lib/preferences.ts';
import { explained, found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const tasks = readOpened(new URL(request.url).searchParams.getAll('task'));
  const [row, chosen] = await Promise.all([context.queries.signingRow(), context.queries.together({ tasks })]);
  const { items, outcomes } = found(context, request, chosen);
  return {
    title: titleFor(request, textsFor(request)('cards.rowPage')),
    row: found(context, request, row),
    together: { outcomes, items: items.map(({ refused, ...item }) => ({ ...item, why: explained(context, request, refused) })) },
    leads: context.leads,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  switch (form.get('intent')) {
    case 'take':
      await context.commands.takeFromRow({ taskId: String(form.get('taskId') ?? '') });
      return redirect('/signing-row');
    case 'put': {
      const { outcome, opinion, basis } = postedAct(form);
      const refused = await context.commands.putTogether({ tasks: readOpened(form.getAll('task').map(String)), outcome, opinion, basis });
      return refused === null ? redirect('/signing-row') : respond(context, request, refused, { intent: 'put', typed: typedAct(form, {}) });
    }
    default: {
      const signed = await context.commands.signRow({ password: String(form.get('password') ?? '') });
      if (isRefusal(signed)) return respond(context, request, signed, { intent: 'row' });
      const why = (refused: (typeof signed.items)[number]['refused']) => refused && context.explain(refused, languageOf(request)).detail;
      return { signed: signed.items.map(({ refused, ...item }) => ({ ...item, why: why(refused) })) };
    }
  }
}

export default function SigningRow() {
  const { row, together, leads } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  const signed = answer !== undefined && 'signed' in answer ? answer.signed : null;
  const refused = answer !== undefined && 'refused' in answer ? answer : null;
  return <SigningRowPage row={row} together={together} signed={signed} refused={refused} leads={leads} />;
}
