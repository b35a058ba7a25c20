import type { LoaderFunctionArgs } from '@remix-run/node';
import { found } from '#app/lib/respond.ts';
import { workbookResponse } from '#app/lib/workbook-response.ts';

/** The sheet that compilers fill in offline. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return workbookResponse(found(context, request, await context.queries.importTemplate()), '政务信息资源目录模板.xlsx');
}
