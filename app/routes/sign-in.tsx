import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SignInPage } from '#app/components/sign-in/sign-in-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { localPath } from '#app/lib/preferences.ts';
import { isRefusal, respond } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  if (context.actor !== null) throw redirect('/');
  return { title: titleFor(request, textsFor(request)('signIn.title')), demo: await context.demoAccounts() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const username = String(form.get('username') ?? '');
  const session = await context.signIn(username, String(form.get('password') ?? ''));
  if (isRefusal(session)) return respond(context, request, session, { typed: { username } });
  const next = localPath(new URL(request.url).searchParams.get('next'));
  return redirect(next, { headers: { 'Set-Cookie': session.cookie } });
}

export default function SignIn() {
  const { demo } = useLoaderData<typeof loader>();
  return <SignInPage demo={demo} refused={useAnswer<typeof action>()?.refused} />;
}
