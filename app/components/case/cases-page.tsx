import { Form, Link, useSubmit } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { SelectField } from '#app/components/ui/field.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { SearchBox } from '#app/components/ui/search-box.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { CASE_STATES, type CaseListView } from '#app/lib/case-filter.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { CaseRow } from '#server/queries/case-list.ts';
import type { Page } from '#server/queries/cursor.ts';
import { CaseStateBadge } from './case-state-badge.tsx';

export function CasesPage({ page, filter }: { page: Page<CaseRow>; filter: CaseListView }) {
  const { t } = useTranslation();
  const submit = useSubmit();
  return (
    <>
      <PageHeader title={t('cases.title')} />
      {filter.together === undefined || page.items.length === 0 ? null : <FiledTogether rows={page.items} />}
      <Panel flush>
        <Form role="search" className="border-line flex flex-wrap gap-2 border-b p-2">
          {filter.together === undefined ? null : <input type="hidden" name="together" value={filter.together} />}
          <SearchBox key={filter.q} name="q" label={t('cases.search')} defaultValue={filter.q} />
          <div className="w-40">
            <SelectField
              id="state"
              name="state"
              label={t('cases.state')}
              hideLabel
              value={filter.state}
              onChange={(event) => submit(event.currentTarget.form)}
              options={[
                { value: '', label: t('cases.anyState') },
                ...CASE_STATES.map((state) => ({ value: state, label: t(`codes.caseState.${state}`) })),
              ]}
            />
          </div>
        </Form>
        {page.items.length === 0 ? (
          <EmptyState title={t('cases.empty')}>{t('cases.emptyText')}</EmptyState>
        ) : (
          <CaseTable rows={page.items} />
        )}
      </Panel>
      <Pager next={page.next} />
    </>
  );
}

/** What came of one form, with every number. */
function FiledTogether({ rows }: { rows: readonly CaseRow[] }) {
  const { t } = useTranslation();
  return (
    <div className="mb-4">
      <Banner title={t('basket.togetherTitle')}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {rows.map(({ id, number }) => (
            <Link key={id} to={`/cases/${id}`} className="text-accent underline">
              {number}
            </Link>
          ))}
          <Link to="/cases" className="text-accent ml-auto underline">
            {t('workbench.allCases')}
          </Link>
        </span>
      </Banner>
    </div>
  );
}

function CaseTable({ rows }: { rows: readonly CaseRow[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('cases.caption')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'title',
          label: t('cases.name'),
          primary: true,
          cell: (row) => (
            <>
              <Link to={`/cases/${row.id}`} prefetch="intent" {...LIST_ITEM} className="text-ink hover:text-accent font-medium">
                {row.title}
              </Link>
              <span className="text-muted block text-sm">
                {row.number}
                {row.together === null ? null : (
                  <Link to={`/cases?together=${row.together.id}`} className="text-accent ml-2 underline">
                    {t('basket.together', { count: row.together.count })}
                  </Link>
                )}
              </span>
            </>
          ),
        },
        { key: 'applicant', label: t('cases.applicant'), cell: (row) => row.applicant },
        { key: 'provider', label: t('cases.provider'), cell: (row) => row.provider },
        { key: 'state', label: t('cases.state'), cell: (row) => <CaseStateBadge state={row.state} /> },
        { key: 'step', label: t('cases.step'), cell: (row) => row.step ?? <None /> },
        { key: 'clock', label: t('cases.clock'), cell: (row) => (row.state === 'submitted' ? <ClockBadge clock={row.clock} /> : <None />) },
        { key: 'filedAt', label: t('cases.filedAt'), cell: (row) => <DateTime value={row.filedAt} precision="day" /> },
      ]}
    />
  );
}

function None() {
  const { t } = useTranslation();
  return <span className="text-muted">{t('common.none')}</span>;
}
