import { useTranslation } from '#app/lib/translation.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { TimeLimits } from '#server/queries/time-limits.ts';
import { AdminHeader } from './admin-header.tsx';

export function TimeLimitsPage({ limits }: TimeLimits) {
  const { t } = useTranslation();
  return (
    <>
      <AdminHeader page="limits" title={t('people.limits.title')} lead={t('people.limits.lead')} />
      <Panel flush>
        <Table
          caption={t('people.limits.title')}
          rows={limits}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'steps',
              label: t('people.limits.steps'),
              primary: true,
              cell: ({ steps, key }) => (
                <>
                  {steps.length === 0 ? <span className="text-muted">{t('people.limits.unused')}</span> : steps.join(t('common.separator'))}
                  <span className="text-muted block font-mono text-sm break-all">{key}</span>
                </>
              ),
            },
            {
              key: 'amount',
              label: t('people.limits.amount'),
              cell: ({ amount, unit }) => <span className="whitespace-nowrap">{t(`people.limits.units.${unit}`, { amount })}</span>,
            },
            {
              key: 'extension',
              label: t('people.limits.extension'),
              cell: ({ extensionMax }) =>
                extensionMax === null ? (
                  <span className="text-muted whitespace-nowrap">{t('people.limits.extensionNone')}</span>
                ) : (
                  <span className="whitespace-nowrap">{t('people.limits.units.workingDay', { amount: extensionMax })}</span>
                ),
            },
            {
              key: 'basis',
              label: t('people.limits.basis'),
              cell: ({ basis, effectiveFrom }) => (
                <>
                  {basis}
                  <span className="text-muted block text-sm">{t('people.limits.since', { day: effectiveFrom })}</span>
                </>
              ),
            },
            { key: 'standing', label: t('people.limits.standing'), cell: ({ status }) => t(`people.limits.status.${status}`) },
          ]}
        />
      </Panel>
    </>
  );
}
