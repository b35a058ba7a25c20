import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { CalendarPage } from '#app/components/calendar/calendar-page.tsx';
import { postedDay } from '#app/lib/posted-day.ts';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const year = /^\d{4}$/.test(search.get('year') ?? '') ? Number(search.get('year')) : undefined;
  const calendar = found(context, request, await context.queries.calendarYear({ year, day: search.get('day') ?? undefined }));
  return { title: titleFor(request, textsFor(request)('calendar.title', { year: calendar.year })), calendar };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const done = await context.commands.setCalendarDay(postedDay(form));
  if (isRefusal(done)) return respond(context, request, done);
  const headers = { 'Set-Cookie': flashCookie('calendar', String(done.movedClocks)) };
  return redirect(`/calendar?year=${done.day.slice(0, 4)}&day=${done.day}`, { headers });
}

export default function Calendar() {
  const { calendar } = useLoaderData<typeof loader>();
  return <CalendarPage calendar={calendar} refused={useActionData<typeof action>()?.refused} />;
}
