import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ProcessHelpPage } from '#app/components/help/process-help-page.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { languageOf } from '#app/lib/preferences.ts';
import { found } from '#app/lib/respond.ts';
import { titleFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const asked = { process: params['process'] ?? '', language: languageOf(request) };
  const help = found(context, request, await context.queries.processHelp(asked));
  return { title: titleFor(request, help.title), help };
}

export default function Help() {
  const { help } = useLoaderData<typeof loader>();
  return <ProcessHelpPage key={help.key} help={help} />;
}
