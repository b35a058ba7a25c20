import { Link } from '@remix-run/react';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { methodName } from '#app/lib/codes.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { useTranslation } from '#app/lib/translation.tsx';
import type { Page } from '#server/queries/cursor.ts';
import type { OpenNotice } from '#server/queries/open-notices.ts';

/** Who uses which data and why, for everybody to read. */
export function OpenNoticesPage({ page }: { page: Page<OpenNotice> }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('opening.notices')} lead={t('opening.noticesLead')} />
      <Panel flush>
        {page.items.length === 0 ? (
          <EmptyState title={t('opening.noticesEmpty')}>{t('opening.noticesEmptyText')}</EmptyState>
        ) : (
          <Table
            caption={t('opening.notices')}
            rows={page.items}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'entry',
                label: t('opening.data'),
                primary: true,
                cell: (row) => (
                  <>
                    <Link to={`/catalogue/${row.entry.id}`} {...LIST_ITEM} className="text-ink hover:text-accent font-medium">
                      {row.entry.name}
                    </Link>
                    <span className="text-muted block text-sm">{row.items.join(t('common.separator'))}</span>
                  </>
                ),
              },
              { key: 'consumer', label: t('opening.user'), cell: (row) => row.consumer },
              { key: 'provider', label: t('catalogue.provider'), cell: (row) => row.provider },
              { key: 'purpose', label: t('opening.purpose'), cell: (row) => row.purpose },
              { key: 'method', label: t('opening.method'), cell: (row) => methodName(t, row.method) },
              { key: 'validTo', label: t('grants.validTo'), cell: (row) => <DateTime value={row.validTo} precision="day" /> },
              {
                key: 'number',
                label: t('opening.noticeNumber'),
                cell: (row) => (
                  <>
                    {row.number}
                    <span className="text-muted block text-sm">
                      <DateTime value={row.publishedAt} precision="day" />
                    </span>
                  </>
                ),
              },
            ]}
          />
        )}
      </Panel>
      <Pager next={page.next} />
    </>
  );
}
