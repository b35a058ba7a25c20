import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName } from '#app/lib/codes.ts';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { REVIEW_SHOWS, type ReviewShow } from '#app/lib/review-show.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { LedgerRow } from '#server/queries/review-ledger.ts';
import { endedWhy } from './words.ts';

/** 保密审查台账: what was decided, by whom, and whether it still holds. */
export function ReviewsPage({ page, show }: { page: Page<LedgerRow>; show: ReviewShow }) {
  const { t } = useTranslation();
  const tabs = REVIEW_SHOWS.map((name) => ({
    to: name === 'all' ? '/reviews' : `/reviews?show=${name}`,
    label: t(`review.show.${name}`),
    current: show === name,
  }));
  return (
    <>
      <PageHeader title={t('review.title')} lead={t('review.lead')} />
      <Panel flush>
        <Tabs label={t('review.shows')} tabs={tabs} />
        {page.items.length === 0 ? (
          <EmptyState title={t('review.empty')}>{t('review.emptyText')}</EmptyState>
        ) : (
          <LedgerTable rows={page.items} />
        )}
      </Panel>
      <Pager next={page.next} />
    </>
  );
}

function LedgerTable({ rows }: { rows: readonly LedgerRow[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('review.title')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'entry',
          label: t('review.entry'),
          primary: true,
          cell: (row) => (
            <>
              <Link to={`/cases/${row.caseId}`} prefetch="intent" {...LIST_ITEM} className="text-ink hover:text-accent font-medium">
                {row.entry.name}
              </Link>
              <span className="text-muted block text-sm">{row.number}</span>
            </>
          ),
        },
        { key: 'provider', label: t('review.provider'), cell: (row) => row.provider },
        { key: 'conclusion', label: t('review.conclusion'), cell: (row) => outcomeName(t, row.conclusion) },
        {
          key: 'items',
          label: t('review.items'),
          cell: (row) => t('review.itemCounts', { released: row.released, masked: row.masked, withheld: row.withheld }),
        },
        { key: 'signers', label: t('review.signers'), cell: (row) => row.signers.map(({ name }) => name).join('、') },
        { key: 'decidedAt', label: t('review.decidedAt'), cell: (row) => <DateTime value={row.decidedAt} precision="day" /> },
        { key: 'state', label: t('review.state'), cell: (row) => <Holds row={row} /> },
      ]}
    />
  );
}

function Holds({ row }: { row: LedgerRow }) {
  const { t } = useTranslation();
  return (
    <span className="grid gap-1">
      {row.ended === null ? (
        <Badge tone="ok" shape="check">
          {t('review.holds')}
        </Badge>
      ) : (
        <Badge tone="neutral" shape="dash">
          {endedWhy(t, row.ended.why)}
        </Badge>
      )}
      {row.reevaluateOn === null ? null : (
        <span className="text-muted text-sm">
          {t('review.reevaluateOn')} <DateTime value={row.reevaluateOn} precision="day" />
        </span>
      )}
      {row.mayReview ? (
        <Link to={`/start/confidentiality-review?entry=${row.entry.id}`} className="text-accent text-sm underline">
          {t('review.again')}
        </Link>
      ) : null}
    </span>
  );
}
