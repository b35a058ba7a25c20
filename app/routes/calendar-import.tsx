import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { ImportPage } from '#app/components/calendar/import-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedImport } from '#app/lib/posted-people.ts';
import { explained, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

const NOTHING = { text: '', source: '', level: 'national' } as const;

export function loader({ request }: LoaderFunctionArgs) {
  return { title: titleFor(request, textsFor(request)('people.calendarImport.title')) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const { revision, ...given } = await postedImport(form);
  if (form.get('intent') === 'import') {
    const done = await context.commands.importCalendar({ ...given, revision });
    if (isRefusal(done)) return respond(context, request, done, { typed: given });
    const [year] = /\d{4}/.exec(given.text) ?? [];
    return redirect(`/calendar?year=${year ?? ''}`, { headers: { 'Set-Cookie': flashCookie('imported', String(done.days)) } });
  }
  const read = await context.queries.calendarImport(given);
  if (isRefusal(read)) return respond(context, request, read, { typed: given });
  const rows = read.rows.map(({ line, written, state, wrong }) => ({
    line,
    written,
    state,
    error: wrong && explained(context, request, { refused: true, code: 'invalid', fields: { row: wrong } }),
  }));
  return { preview: { ...read, rows }, given };
}

export default function CalendarImport() {
  const answer = useAnswer<typeof action>();
  if (answer === undefined) return <ImportPage given={NOTHING} preview={null} refused={undefined} />;
  if ('preview' in answer) return <ImportPage given={answer.given} preview={answer.preview} refused={undefined} />;
  const { text, source, level } = answer.refused.typed;
  const given = {
    text: String(text ?? ''),
    source: String(source ?? ''),
    level: level === 'city' ? ('city' as const) : ('national' as const),
  };
  return <ImportPage given={given} preview={null} refused={answer.refused} />;
}
