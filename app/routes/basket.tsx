import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BasketPage } from '#app/components/basket/basket-page.tsx';
import { basketSchema, chosenIn, commonIn } from '#app/lib/basket-form.ts';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedAnswers } from '#app/lib/posted-answers.ts';
import { localPath } from '#app/lib/preferences.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const start = found(context, request, await context.queries.basketStart());
  return { title: titleFor(request, textsFor(request)('basket.title')), start };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const { takeFromBasket, fileBasket } = context.commands;
  const [add, leaveOut, back] = [form.get('add'), form.get('leaveOut'), form.get('back')];
  if (typeof add === 'string') {
    const put = await context.commands.putInBasket({ entryId: add });
    return isRefusal(put) ? respond(context, request, put) : backWith('basketPut', back);
  }
  if (typeof leaveOut === 'string' && back !== null) {
    const taken = await takeFromBasket({ entryId: leaveOut });
    return isRefusal(taken) ? respond(context, request, taken) : backWith('basketLeft', back);
  }
  const start = found(context, request, await context.queries.basketStart());
  const posted = await postedAnswers(context, basketSchema(start.form.schema, start.entries), form);
  const [answers, chosen] = [commonIn(posted.answers), chosenIn(posted.answers, start.entries)];
  if (typeof leaveOut === 'string') {
    for (const one of chosen) await context.commands.putInBasket(one);
    await context.commands.saveDraft({ process: start.process, subject: start.subject, answers });
    const taken = await takeFromBasket({ entryId: leaveOut });
    return isRefusal(taken) ? respond(context, request, taken, { typed: posted.answers }) : backWith('basketLeft', '/basket');
  }
  const filed = posted.refused ?? (await fileBasket({ answers, chosen }));
  if (isRefusal(filed)) return respond(context, request, filed, { typed: posted.answers });
  const to = `/cases?together=${filed.together}`;
  return redirect(to, { headers: { 'Set-Cookie': flashCookie('basketFiled', String(filed.cases.length)) } });
}

function backWith(flash: 'basketPut' | 'basketLeft', back: FormDataEntryValue | null) {
  return redirect(localPath(back, '/basket'), { headers: { 'Set-Cookie': flashCookie(flash) } });
}

export default function Basket() {
  const { start } = useLoaderData<typeof loader>();
  return <BasketPage start={start} refused={useAnswer<typeof action>()?.refused} />;
}
