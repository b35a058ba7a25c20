import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { GRANT_SIDES, type GrantSide } from '#app/lib/grant-side.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { GrantRow } from '#server/queries/grants.ts';
import { DoubtBadge } from '#app/components/catalogue/class-badges.tsx';
import { GrantStateBadge } from './grant-state-badge.tsx';

export function GrantsPage({ page, side }: { page: Page<GrantRow>; side: GrantSide }) {
  const { t } = useTranslation();
  const tabs = GRANT_SIDES.map((name) => ({
    to: name === 'all' ? '/grants' : `/grants?side=${name}`,
    label: t(`grants.side.${name}`),
    current: side === name,
  }));
  return (
    <>
      <PageHeader title={t('grants.title')} lead={t('grants.responsible')} />
      <Panel flush>
        <Tabs label={t('grants.sides')} tabs={tabs} />
        {page.items.length === 0 ? (
          <EmptyState title={t('grants.empty')}>{t('grants.emptyText')}</EmptyState>
        ) : (
          <GrantTable rows={page.items} />
        )}
      </Panel>
      <Pager next={page.next} />
    </>
  );
}

function GrantTable({ rows }: { rows: readonly GrantRow[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('grants.caption')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'entry',
          label: t('grants.entry'),
          primary: true,
          cell: (row) => (
            <>
              <Link to={`/grants/${row.id}`} prefetch="intent" {...LIST_ITEM} className="text-ink hover:text-accent font-medium">
                {row.entry.name}
              </Link>
              <span className="text-muted flex flex-wrap gap-2 text-sm">
                {row.number}
                {row.doubted ? <DoubtBadge /> : null}
              </span>
            </>
          ),
        },
        { key: 'consumer', label: t('grants.consumer'), cell: (row) => row.consumer },
        { key: 'provider', label: t('grants.provider'), cell: (row) => row.provider },
        { key: 'items', label: t('grants.items'), cell: (row) => t('grants.itemCount', { count: row.itemCount }) },
        { key: 'method', label: t('grants.method'), cell: (row) => t(`codes.method.${row.method}`) },
        { key: 'state', label: t('grants.state'), cell: (row) => <GrantStateBadge state={row.state} /> },
        { key: 'validTo', label: t('grants.validTo'), cell: (row) => <DateTime value={row.validTo} precision="day" /> },
      ]}
    />
  );
}
