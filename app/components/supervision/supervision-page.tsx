import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Who } from '#app/components/case/case-chain.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { OpenStep, Supervision } from '#server/queries/supervision.ts';
import { SupervisionHeader } from './supervision-header.tsx';

export function SupervisionPage({ supervision: { overdue, orphaned } }: { supervision: Supervision }) {
  const { t } = useTranslation();
  return (
    <>
      <SupervisionHeader page="still" title={t('supervision.title')} lead={t('supervision.lead')} />
      <div className="grid gap-4">
        <Steps title={t('supervision.overdue', { number: overdue.length })} none={t('supervision.overdueNone')} steps={overdue} />
        {orphaned.length === 0 ? null : <Banner tone="warn" title={t('supervision.orphanedText')} />}
        <Steps title={t('supervision.orphaned', { number: orphaned.length })} none={t('supervision.orphanedNone')} steps={orphaned} />
      </div>
    </>
  );
}

function Steps({ title, none, steps }: { title: string; none: string; steps: readonly OpenStep[] }) {
  const { t } = useTranslation();
  return (
    <Panel flush title={title}>
      {steps.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <Table
          caption={title}
          rows={steps}
          rowKey={({ taskId }) => taskId}
          columns={[
            { key: 'step', label: t('supervision.step'), primary: true, cell: ({ name }) => name },
            {
              key: 'case',
              label: t('supervision.case'),
              cell: ({ caseId, number, title: name }) => (
                <>
                  <Link to={`/cases/${caseId}`} prefetch="intent" {...LIST_ITEM} className="text-accent underline">
                    {number}
                  </Link>
                  <span className="block">{name}</span>
                </>
              ),
            },
            { key: 'with', label: t('supervision.with'), cell: ({ candidates }) => <Who candidates={candidates} /> },
            {
              key: 'due',
              label: t('supervision.due'),
              cell: ({ dueAt }) => (dueAt === null ? t('common.none') : <DateTime value={dueAt} relative />),
            },
          ]}
        />
      )}
    </Panel>
  );
}
