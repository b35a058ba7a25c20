import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SettingsPage } from '#app/components/notices/settings-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { postedNoticeSettings } from '#app/lib/posted-notice-settings.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const settings = found(context, request, await context.queries.noticeSettings());
  return { title: titleFor(request, textsFor(request)('noticeSettings.title')), settings };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const { kinds } = found(context, request, await context.queries.noticeSettings());
  const posted = postedNoticeSettings(form, kinds);
  const saved = await context.commands.setNoticeSettings(posted);
  if (isRefusal(saved)) return respond(context, request, saved, { typed: { email: posted.email } });
  return redirect('/notifications/settings', { headers: { 'Set-Cookie': flashCookie('noticeSettings') } });
}

export default function NotificationSettings() {
  const { settings } = useLoaderData<typeof loader>();
  return <SettingsPage settings={settings} refused={useAnswer<typeof action>()?.refused} />;
}
