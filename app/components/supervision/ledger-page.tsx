import { Form, Link, useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { SelectField } from '#app/components/ui/field.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { ruleText, triedText, whoText } from '#app/lib/ledger-text.ts';
import type { LedgerEntry } from '#server/queries/supervision.ts';
import { SupervisionHeader } from './supervision-header.tsx';

const LOOKS = {
  late_answer: { tone: 'danger', shape: 'alert' },
  refusal_without_basis: { tone: 'warn', shape: 'cross' },
  bypass_attempt: { tone: 'warn', shape: 'dash' },
} as const;
export const KINDS = ['late_answer', 'refusal_without_basis', 'bypass_attempt'] as const;

type LedgerPageProps = {
  entries: readonly LedgerEntry[];
  next: string | null;
  organisations: readonly { id: string; name: string }[];
  filter: { kind: string; organisation: string };
};

export function LedgerPage({ entries, next, organisations, filter }: LedgerPageProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <>
      <SupervisionHeader
        page="ledger"
        title={t('supervision.ledger.title')}
        lead={t('supervision.ledger.lead')}
        actions={
          // A download is no page: the router must leave it to the browser.
          <a href={`/supervision/ledger.csv${search}`} download className={buttonClass()}>
            {t('supervision.ledger.export')}
          </a>
        }
      />
      <Form className="mb-4 flex flex-wrap items-end gap-3" data-print="no">
        <div className="w-56">
          <SelectField
            id="kind"
            name="kind"
            label={t('supervision.ledger.kind')}
            defaultValue={filter.kind}
            options={[
              { value: '', label: t('supervision.ledger.all') },
              ...KINDS.map((kind) => ({ value: kind, label: t(`supervision.ledger.kinds.${kind}`) })),
            ]}
          />
        </div>
        {organisations.length > 1 ? (
          <div className="w-56">
            <SelectField
              id="organisation"
              name="organisation"
              label={t('supervision.ledger.organisation')}
              defaultValue={filter.organisation}
              options={[
                { value: '', label: t('supervision.ledger.all') },
                ...organisations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
        ) : null}
        <Button type="submit">{t('supervision.ledger.filter')}</Button>
      </Form>
      <Panel flush title={t('supervision.ledger.list')}>
        {entries.length === 0 ? (
          <EmptyState title={t('supervision.ledger.none')}>{t('supervision.ledger.noneText')}</EmptyState>
        ) : (
          <Entries entries={entries} />
        )}
      </Panel>
      <Pager next={next} />
    </>
  );
}

function Entries({ entries }: { entries: readonly LedgerEntry[] }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('supervision.ledger.list')}
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'kind',
          label: t('supervision.ledger.kind'),
          primary: true,
          cell: ({ kind, corrected }) => (
            <>
              <Badge {...LOOKS[kind]}>{t(`supervision.ledger.kinds.${kind}`)}</Badge>
              {corrected ? <span className="text-muted block text-sm">{t('supervision.ledger.corrected')}</span> : null}
            </>
          ),
        },
        {
          key: 'who',
          label: t('supervision.ledger.who'),
          cell: (entry) => (
            <>
              {whoText(t, entry)}
              {entry.person === null ? null : <span className="text-muted block text-sm">{entry.organisation}</span>}
            </>
          ),
        },
        {
          key: 'rule',
          label: t('supervision.ledger.rule'),
          cell: (entry) => (
            <>
              {ruleText(t, entry)}
              {entry.outcome === null || entry.outcome === '' ? null : (
                <span className="text-muted block text-sm">{t('supervision.ledger.tried', { outcome: triedText(t, entry.outcome) })}</span>
              )}
            </>
          ),
        },
        {
          key: 'case',
          label: t('supervision.case'),
          cell: ({ case: file }) =>
            file === null ? (
              <span className="text-muted">{t('supervision.ledger.hidden')}</span>
            ) : (
              <Link to={`/cases/${file.id}`} prefetch="intent" className="text-accent underline">
                {file.number}
              </Link>
            ),
        },
        {
          key: 'at',
          label: t('supervision.ledger.when'),
          cell: ({ at, dueAt }) => (
            <>
              <DateTime value={at} />
              {dueAt === null ? null : (
                <span className="text-muted block text-sm">
                  {t('supervision.due')} <DateTime value={dueAt} />
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
