import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { AppointmentsPage } from '#app/components/people/appointments-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { fieldOf, postedAppointment } from '#app/lib/posted-people.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { hereOf } from '#app/lib/here.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const ended = search.has('ended');
  const organisationId = search.get('organisation') ?? undefined;
  const register = found(context, request, await context.queries.appointmentRegister({ organisationId, ended }));
  return { title: titleFor(request, textsFor(request)('people.appointments.title')), register, ended };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const intent = fieldOf(form, 'intent');
  const done =
    intent === 'give'
      ? await context.commands.giveAppointment(postedAppointment(form))
      : await context.commands.endAppointment({ id: intent, lastDay: fieldOf(form, 'lastDay'), reason: fieldOf(form, 'reason') });
  if (isRefusal(done)) return respond(context, request, done, { intent });
  return redirect(hereOf(request), { headers: { 'Set-Cookie': flashCookie(intent === 'give' ? 'appointed' : 'appointmentEnded') } });
}

export default function Appointments() {
  const { register, ended } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  return <AppointmentsPage register={register} ended={ended} refused={answer?.refused} intent={answer?.intent ?? null} />;
}
