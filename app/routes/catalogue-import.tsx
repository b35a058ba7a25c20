import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ImportPage } from '#app/components/imports/import-page.tsx';
import { fileDrafts } from '#app/lib/file-drafts.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { explained, found, isRefusal, respond, stillSignedIn } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';
import { useAnswer } from '#app/lib/use-answer.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { problems, refusal, ...rest } = found(context, request, await context.queries.catalogueImport({ id: params['id'] ?? '' }));
  const inWords = (cell: { code: string; params?: Readonly<Record<string, string | number>> }): string =>
    explained(context, request, { refused: true, code: 'invalid', fields: { cell } }) ?? '';
  const shown = {
    ...rest,
    refusal: refusal && inWords(refusal),
    problems: problems.map(({ row, heading, name, severity, ...problem }) => ({
      row,
      heading,
      name,
      isNote: severity === 'warning',
      text: inWords(problem),
    })),
  };
  return { title: titleFor(request, rest.fileName), shown };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  stillSignedIn(context, form);
  const id = params['id'] ?? '';
  if (form.get('intent') === 'file') {
    const chosen = form.getAll('draft').filter((value) => typeof value === 'string');
    const filed = await fileDrafts(context, request, id, chosen);
    return data({ filed }, { status: filed.filed.length > 0 ? 200 : 422 });
  }
  const done = form.get('intent') === 'drop' ? await context.commands.dropImport({ id }) : await context.commands.confirmImport({ id });
  if (isRefusal(done)) return respond(context, request, done);
  return redirect(`/catalogue/imports/${id}`);
}

export default function CatalogueImport() {
  const { shown } = useLoaderData<typeof loader>();
  const answer = useAnswer<typeof action>();
  return (
    <ImportPage
      shown={shown}
      refused={answer !== undefined && 'refused' in answer ? answer.refused : undefined}
      filed={answer !== undefined && 'filed' in answer ? answer.filed : undefined}
    />
  );
}
