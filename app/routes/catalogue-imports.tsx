import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ImportsPage } from '#app/components/imports/imports-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { textsFor, titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { items } = found(context, request, await context.queries.catalogueImports());
  return { title: titleFor(request, textsFor(request)('imports.title')), items };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const file = form.get('file');
  const given =
    file instanceof File ? { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) } : { name: '', bytes: Buffer.alloc(0) };
  const taken = await context.commands.takeImport(given);
  if (isRefusal(taken)) return respond(context, request, taken);
  return redirect(`/catalogue/imports/${taken.id}`);
}

export default function CatalogueImports() {
  const { items } = useLoaderData<typeof loader>();
  return <ImportsPage imports={items} refused={useAnswer<typeof action>()?.refused} />;
}
