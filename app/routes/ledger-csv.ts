import type { LoaderFunctionArgs } from '@remix-run/node';
import { csvOf } from '#app/lib/csv.ts';
import { cityTime, clockTime } from '#app/lib/dates.ts';
import { ledgerFilter } from '#app/lib/ledger-filter.ts';
import { ruleText, triedText, whoText } from '#app/lib/ledger-text.ts';
import { found } from '#app/lib/respond.ts';
import { textsFor } from '#app/lib/texts.ts';
import type { LedgerEntry } from '#server/queries/supervision.ts';

const MOST_ROWS = 10_000;

/** The ledger as a file, filtered as it was shown. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const t = textsFor(request);
  const { asked } = ledgerFilter(request);
  const { items } = found(context, request, await context.queries.ledger({ ...asked, cursor: undefined, limit: MOST_ROWS }));
  const header = [
    t('supervision.ledger.when'),
    t('supervision.ledger.kind'),
    t('supervision.ledger.organisation'),
    t('supervision.ledger.who'),
    t('supervision.ledger.rule'),
    t('supervision.due'),
    t('task.outcome'),
    t('supervision.case'),
  ];
  const rows = items.map((entry: LedgerEntry) => [
    minuteOf(entry.at),
    t(`supervision.ledger.kinds.${entry.kind}`) + (entry.corrected ? `(${t('supervision.ledger.corrected')})` : ''),
    entry.organisation,
    whoText(t, entry),
    ruleText(t, entry),
    entry.dueAt === null ? '' : minuteOf(entry.dueAt),
    entry.outcome ? triedText(t, entry.outcome) : '',
    entry.case?.number ?? t('supervision.ledger.hidden'),
  ]);
  return new Response(csvOf(header, rows), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="ledger.csv"; filename*=UTF-8''${encodeURIComponent(t('supervision.ledger.title'))}.csv`,
    },
  });
}

function minuteOf(at: string): string {
  const { year, month, day } = cityTime(at);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')} ${clockTime(at)}`;
}
