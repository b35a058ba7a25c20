import type { LoaderFunctionArgs } from '@remix-run/node';
import { languageOf } from '#app/lib/preferences.ts';
import { found } from '#app/lib/respond.ts';
import { workbookResponse } from '#app/lib/workbook-response.ts';

/** The sheet as it was handed in, with what is wrong at the end of each row. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const errors = found(context, request, await context.queries.importErrors({ id: params['id'] ?? '', language: languageOf(request) }));
  return workbookResponse(errors.bytes, `${errors.name.replace(/\.[^.]*$/, '')}-错误清单.xlsx`);
}
