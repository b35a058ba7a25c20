import { Form, Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { eventName } from '#app/lib/codes.ts';
import type { ChainView } from '#server/queries/case-chain.ts';
import { SupervisionHeader } from './supervision-header.tsx';

type ChainPageProps = { number: string; chain: ChainView | null; refused: string | null };

/** A case's chain computed anew: whole, or broken at which event and how. */
export function ChainPage({ number, chain, refused }: ChainPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <SupervisionHeader page="chain" title={t('supervision.chain.title')} lead={t('supervision.chain.lead')} />
      <Form key={number} className="mb-4 flex flex-wrap items-end gap-3" data-print="no">
        <div className="w-72">
          <TextField
            id="number"
            name="number"
            label={t('supervision.chain.number')}
            hint={t('supervision.chain.numberHint')}
            defaultValue={number}
            error={refused ?? undefined}
            data-search
          />
        </div>
        <Button type="submit" tone="primary">
          {t('supervision.chain.verify')}
        </Button>
      </Form>
      {chain === null ? null : <Verified chain={chain} />}
    </>
  );
}

function Verified({ chain: { caseId, number, title, verdict, links } }: { chain: ChainView }) {
  const { t } = useTranslation();
  const heading = t('supervision.chain.links', { number: links.length });
  return (
    <div className="grid gap-4">
      {verdict.ok ? (
        <Banner tone="ok" announce title={t('supervision.chain.ok')}>
          {t('supervision.chain.okText', { count: links.length })}
        </Banner>
      ) : (
        <Banner tone="danger" announce title={t('supervision.chain.broken', { seq: verdict.seq })}>
          {t(`supervision.chain.why.${verdict.why}`)}
        </Banner>
      )}
      <Panel
        flush
        title={`${number} ${title}`}
        actions={
          <Link to={`/cases/${caseId}`} className="text-accent whitespace-nowrap underline">
            {t('supervision.chain.openCase')}
          </Link>
        }
      >
        <Table
          caption={heading}
          rows={links}
          rowKey={({ seq }) => String(seq)}
          columns={[
            {
              key: 'seq',
              label: t('supervision.chain.seq'),
              primary: true,
              cell: ({ seq }) => (
                <span className={!verdict.ok && verdict.seq === seq ? 'text-danger font-semibold' : undefined}>{seq}</span>
              ),
            },
            { key: 'event', label: t('supervision.chain.event'), cell: ({ type }) => eventName(t, type) },
            { key: 'by', label: t('supervision.chain.by'), cell: ({ by }) => by ?? t('supervision.chain.system') },
            { key: 'at', label: t('supervision.chain.at'), cell: ({ at }) => <DateTime value={at} /> },
            {
              key: 'hash',
              label: t('supervision.chain.hash'),
              cell: ({ hash }) => <span className="font-mono text-sm break-all">{hash}</span>,
            },
          ]}
        />
      </Panel>
    </div>
  );
}
