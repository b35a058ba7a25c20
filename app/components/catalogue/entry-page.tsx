import { useTranslation } from '#app/lib/translation.tsx';
import type { EntryView } from '#server/queries/entry-details.ts';
import { cycleName } from '#app/lib/codes.ts';
import { BasketButton } from '#app/components/basket/basket-button.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { DefinitionList, type Definition } from '#app/components/ui/definition-list.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { StartLinks } from '#app/components/start/start-links.tsx';
import type { EntryVersion } from '#server/queries/entry-versions.ts';
import type { StartOn } from '#server/queries/starts-on.ts';
import { LevelBadge, OverdueBadge, ShareTypeBadge } from './class-badges.tsx';
import { ItemTable } from './item-table.tsx';
import { VersionHistory } from './version-history.tsx';

type Props = { entry: EntryView; versions: readonly EntryVersion[]; starts: readonly StartOn[] };

export function EntryPage({ entry, versions, starts }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={entry.name}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {entry.provider.name}
            <ShareTypeBadge type={entry.shareType} />
            <LevelBadge level={entry.level} />
            {entry.freshness?.overdue === true ? <OverdueBadge /> : null}
          </span>
        }
        actions={
          <span className="flex flex-wrap gap-2">
            <StartLinks starts={starts} about={`?entry=${entry.id}`} />
            {entry.canCompile ? <CompileLinks entry={entry} /> : null}
            {entry.canApplyOpen ? (
              <LinkButton to={`/catalogue/${entry.id}/self-check`} tone="primary">
                {t('opening.apply')}
              </LinkButton>
            ) : null}
            {entry.canApply ? <BasketButton id={entry.id} name={entry.name} /> : null}
            {entry.canApply ? (
              <LinkButton to={`/catalogue/${entry.id}/apply`} tone="primary">
                {t('catalogue.apply')}
              </LinkButton>
            ) : null}
          </span>
        }
      />
      <div className="grid gap-4">
        <Restriction entry={entry} />
        {entry.doubtful.length === 0 ? null : (
          <Banner tone="warn" title={t('around.doubtful')}>
            {t('around.doubtfulText', { items: entry.doubtful.join('、') })}
          </Banner>
        )}
        <Panel title={t('catalogue.facts')}>
          <p className="mb-3">{entry.abstract}</p>
          <DefinitionList columns={2} items={factsOf(entry, t)} />
          {entry.canApply || entry.canApplyOpen ? null : <p className="text-muted mt-3 text-sm">{t('catalogue.mayNotApply')}</p>}
        </Panel>
        <Panel title={`${t('catalogue.itemList')}(${entry.items.length})`} flush>
          <ItemTable items={entry.items} />
        </Panel>
        {versions.length === 0 ? null : (
          <Panel title={t('catalogue.versions')} flush>
            <VersionHistory versions={versions} />
          </Panel>
        )}
      </div>
    </>
  );
}

function CompileLinks({ entry: { id } }: { entry: EntryView }) {
  const { t } = useTranslation();
  return (
    <>
      <LinkButton to={`/start/catalogue-review?entry=${id}`}>{t('catalogue.update')}</LinkButton>
      <LinkButton to={`/start/catalogue-review?copy=${id}`}>{t('catalogue.copy')}</LinkButton>
    </>
  );
}

/** Conditions and bases come first: they decide whether it is worth applying at all. */
function Restriction({ entry }: { entry: EntryView }) {
  const { t } = useTranslation();
  if (entry.shareType === 'not_shared' && entry.notSharedBasis !== null) {
    return (
      <Banner tone="danger" title={t('catalogue.notSharedBasis')}>
        {entry.notSharedBasis}
      </Banner>
    );
  }
  if (entry.canApplyOpen && entry.openCondition !== null) {
    return (
      <Banner tone="warn" title={t('opening.openCondition')}>
        {entry.openCondition}
      </Banner>
    );
  }
  if (entry.shareCondition === null) return null;
  return (
    <Banner tone="warn" title={t('catalogue.condition')}>
      {entry.shareCondition}
    </Banner>
  );
}

function factsOf(entry: EntryView, t: ReturnType<typeof useTranslation>['t']): Definition[] {
  const facts: (Definition | null)[] = [
    { term: t('catalogue.code'), value: <span className="font-mono text-sm">{entry.resourceCode}</span> },
    { term: t('catalogue.provider'), value: entry.provider.name },
    { term: t('catalogue.field'), value: entry.keyField },
    { term: t('catalogue.cycle'), value: cycleName(t, entry.updateCycle) },
    {
      term: t('catalogue.methods'),
      value: entry.shareMethods.map((method) => t(`codes.method.${method}`)).join(t('common.separator')) || t('common.none'),
    },
    { term: t('catalogue.openType'), value: t(`codes.openType.${entry.openType}`) },
    entry.openCondition === null ? null : { term: t('opening.openCondition'), value: entry.openCondition },
    entry.sourceSystem === '' ? null : { term: t('catalogue.system'), value: entry.sourceSystem },
    {
      term: t('catalogue.updatedOn'),
      value: entry.updatedOn === null ? t('catalogue.updateNotReported') : <DateTime value={entry.updatedOn} precision="day" />,
    },
    entry.freshness === null
      ? null
      : { term: t('catalogue.updateDueOn'), value: <DateTime value={entry.freshness.dueOn} precision="day" /> },
    entry.rowEstimate === null ? null : { term: t('catalogue.rows'), value: t('catalogue.rowCount', { count: entry.rowEstimate }) },
    { term: t('catalogue.legalBasis'), value: entry.legalBasis },
    entry.notOpenBasis === null ? null : { term: t('catalogue.openBasis'), value: entry.notOpenBasis },
    entry.usageRequirements === '' ? null : { term: t('catalogue.usage'), value: entry.usageRequirements },
  ];
  return facts.filter((fact) => fact !== null);
}
