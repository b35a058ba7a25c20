import type { AppLoadContext } from '@remix-run/node';
import type { FiledDrafts } from '#app/components/imports/import-drafts.tsx';
import { explained, isRefusal } from './respond.ts';

/** Hands in chosen drafts one after the other, each a case of its own: what is refused stays a draft, and keeps no other back. */
export async function fileDrafts(
  context: AppLoadContext,
  request: Request,
  importId: string,
  ids: readonly string[],
): Promise<FiledDrafts> {
  const filed: FiledDrafts['filed'][number][] = [];
  const refused: FiledDrafts['refused'][number][] = [];
  for (const { id, name, answers } of await context.queries.importDrafts({ importId, ids })) {
    const done = await context.commands.fileCase({ process: 'catalogue-review', answers, draftId: id });
    if (isRefusal(done)) refused.push({ id, name, text: explained(context, request, done) ?? '' });
    else filed.push({ id: done.id, name, number: done.number });
  }
  return { filed, refused };
}
