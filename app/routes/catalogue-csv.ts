import type { LoaderFunctionArgs } from '@remix-run/node';
import { readCatalogueFilter } from '#app/lib/catalogue-filter.ts';
import { cycleName, levelName } from '#app/lib/codes.ts';
import { csvOf } from '#app/lib/csv.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor } from '#app/lib/texts.ts';

const MOST_ROWS = 20_000;

/** The catalogue as a file, narrowed as it was shown: what the reader may see of it, drawn from what is published. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const t = textsFor(request);
  const filter = readCatalogueFilter(new URL(request.url).searchParams);
  const { items } = found(context, request, await context.queries.catalogue({ ...filter, cursor: undefined, limit: MOST_ROWS }));
  const header = [
    t('catalogue.code'),
    t('catalogue.entryName'),
    t('catalogue.provider'),
    t('catalogue.field'),
    t('catalogue.shareType'),
    t('catalogue.openType'),
    t('catalogue.level'),
    t('catalogue.cycle'),
    t('catalogue.abstract'),
  ];
  const rows = items.map((entry) => [
    entry.resourceCode,
    entry.name,
    entry.provider.name,
    entry.keyField,
    t(`codes.shareType.${entry.shareType}`),
    t(`codes.openType.${entry.openType}`),
    levelName(t, entry.level),
    cycleName(t, entry.updateCycle),
    entry.abstract,
  ]);
  return new Response(csvOf(header, rows), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="catalogue.csv"; filename*=UTF-8''${encodeURIComponent(t('catalogue.title'))}.csv`,
    },
  });
}
