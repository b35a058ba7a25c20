import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { NoticesPage } from '#app/components/notices/notices-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { languageOf, localPath } from '#app/lib/preferences.ts';
import { found, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import type { NoticeView } from '#server/queries/notifications.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const box = search.get('box') === 'all' ? ('all' as const) : ('unread' as const);
  const filter = { unread: box === 'unread' || undefined, cursor: search.get('cursor') ?? undefined };
  const { items, next } = found(context, request, await context.queries.notifications(filter));
  const notices = items.map((notice) => ({ ...notice, ...context.noticeWords(wordsOf(notice), languageOf(request)) }));
  return { title: titleFor(request, textsFor(request)('notices.title')), notices, next, box };
}

function wordsOf({ kind, detail, task }: NoticeView) {
  return { kind, detail, taskName: task?.name ?? null };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const upTo = new Date(String(form.get('upTo') ?? ''));
  const all = form.get('intent') === 'all' && !Number.isNaN(upTo.getTime());
  found(context, request, await context.commands.readNotifications(all ? { upTo } : { ids: [String(form.get('id') ?? '')] }));
  return redirect(form.get('intent') === 'open' ? localPath(form.get('to')) : '/notifications');
}

export default function Notifications() {
  const { notices, next, box } = useLoaderData<typeof loader>();
  return <NoticesPage notices={notices} next={next} box={box} />;
}
