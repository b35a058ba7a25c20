import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { DraftsPage } from '#app/components/workbench/drafts-page.tsx';
import { flashCookie } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const cursor = new URL(request.url).searchParams.get('cursor') ?? undefined;
  const page = found(context, request, await context.queries.drafts({ cursor }));
  return { title: titleFor(request, textsFor(request)('drafts.title')), page };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  found(context, request, await context.commands.deleteDraft({ id: String(form.get('id') ?? '') }));
  return redirect('/drafts', { headers: { 'Set-Cookie': flashCookie('draftRemoved') } });
}

export default function Drafts() {
  return <DraftsPage page={useLoaderData<typeof loader>().page} />;
}
