import { Link } from '@remix-run/react';
import { Printer } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { DoubtBadge } from '#app/components/catalogue/class-badges.tsx';
import { ItemTable } from '#app/components/catalogue/item-table.tsx';
import { CredentialPanel } from '#app/components/openings/credential-panel.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { DefinitionList, type Definition } from '#app/components/ui/definition-list.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { methodName, quotaText } from '#app/lib/codes.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { ClaimedSecret } from '#server/commands/claim-interface-secret.ts';
import type { GrantDetails } from '#server/queries/grants.ts';
import { StartLinks } from '#app/components/start/start-links.tsx';
import type { StartOn } from '#server/queries/starts-on.ts';
import { GrantStateBadge } from './grant-state-badge.tsx';

type GrantPageProps = { grant: GrantDetails; starts: readonly StartOn[]; claimed: ClaimedSecret | null; refused: Refused | undefined };

export function GrantPage({ grant, starts, claimed, refused }: GrantPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={grant.entry.name}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{grant.number}</span>
            <GrantStateBadge state={grant.state} />
            {grant.doubted ? <DoubtBadge /> : null}
            {grant.state === 'approved' ? <ClockBadge clock={grant.clock} /> : null}
          </span>
        }
        actions={
          <>
            <StartLinks starts={starts} about={`?grant=${grant.id}`} />
            <Button onClick={() => window.print()}>
              <Printer aria-hidden="true" className="size-4" />
              {t('common.print')}
            </Button>
          </>
        }
      />
      <div className="grid gap-4">
        <Banner title={t('grants.responsible')} />
        <Panel title={t('grants.facts')}>
          <DefinitionList columns={2} items={termsOf(grant, t)} />
        </Panel>
        {grant.credential === null ? null : <CredentialPanel credential={grant.credential} claimed={claimed} refused={refused} />}
        {grant.kind === 'open' ? null : <DeliveryPanel delivery={grant.delivery} />}
        <Panel flush title={`${t('grants.items')}(${grant.items.length})`}>
          <ItemTable items={grant.items} />
        </Panel>
      </div>
    </>
  );
}

function DeliveryPanel({ delivery }: Pick<GrantDetails, 'delivery'>) {
  const { t } = useTranslation();
  return (
    <Panel title={t('grants.delivery')}>
      {delivery === null ? (
        <p className="text-muted">{t('grants.notDelivered')}</p>
      ) : (
        <DefinitionList
          columns={2}
          items={[
            { term: t('grants.method'), value: methodName(t, delivery.method) },
            { term: t('grants.deliveredAt'), value: <DateTime value={delivery.deliveredOn} /> },
            { term: t('grants.deliveredBy'), value: delivery.by },
            { term: t('grants.receipt'), value: <span className="whitespace-pre-wrap">{delivery.receipt}</span> },
          ]}
        />
      )}
    </Panel>
  );
}

function termsOf(grant: GrantDetails, t: ReturnType<typeof useTranslation>['t']): Definition[] {
  return [
    { term: t('grants.consumer'), value: grant.consumer },
    { term: t('grants.provider'), value: grant.provider },
    { term: t('grants.method'), value: t(`codes.method.${grant.method}`) },
    { term: t('grants.treatment'), value: t(`codes.treatment.${grant.treatment}`) },
    {
      term: t('grants.valid'),
      value: (
        <>
          <DateTime value={grant.validFrom} precision="day" /> – <DateTime value={grant.validTo} precision="day" />
        </>
      ),
    },
    { term: t('grants.quota'), value: quotaText(t, grant.quota, grant.quotaUnit) },
    { term: t('grants.rowFilter'), value: grant.rowFilter === '' ? t('grants.wholeRange') : grant.rowFilter },
    { term: t('grants.purpose'), value: grant.purpose },
    {
      term: t('grants.caseFile'),
      value: (
        <Link to={`/cases/${grant.caseId}`} className="text-accent underline">
          {grant.caseNumber}
        </Link>
      ),
    },
  ];
}
