import { useTranslation } from '#app/lib/translation.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { ReconciliationView } from '#server/queries/engine-health.ts';
import { CaseLink } from './incident-row.tsx';

/** The last comparison of engine and database: every difference is repaired or shown. */
export function Reconciliation({ last }: { last: ReconciliationView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('operations.reconciliation')}>
      <p className="text-muted">
        <DateTime value={last.at} relative /> ·{' '}
        {t(`operations.cause.${last.cause}` as 'operations.cause.start', { defaultValue: last.cause })}
      </p>
      {last.findings.length === 0 ? (
        <p className="mt-1">{t('operations.noDifferences')}</p>
      ) : (
        <ul className="mt-1 grid gap-1">
          {last.findings.map((finding, index) => (
            <li key={index} className="flex flex-wrap gap-2">
              <span>
                {t(`operations.finding.${finding.type}` as 'operations.finding.instance_missing', { defaultValue: finding.type })}
              </span>
              <CaseLink caseId={finding.caseId} number={null} />
              <span className={finding.repaired ? 'text-ok' : 'text-danger'}>
                {finding.repaired ? t('operations.repairedOne') : t('operations.notRepaired')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
