import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { useRefresh } from '#app/lib/use-refresh.ts';
import { seconds } from '#app/lib/seconds.ts';
import type { EngineHealth } from '#server/queries/engine-health.ts';
import type { UnmannedTask } from '#server/queries/unmanned-tasks.ts';
import type { NoticeHealth } from '#server/queries/notice-health.ts';
import { Gauge } from './gauge.tsx';
import { IncidentRow } from './incident-row.tsx';
import { NoticesPanel } from './notices-panel.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { StuckRow } from './stuck-row.tsx';
import { Unmanned } from './unmanned.tsx';

const REFRESH_MS = 5000;

type OperationsPageProps = {
  health: EngineHealth;
  notices: NoticeHealth;
  unmanned: readonly UnmannedTask[];
  mayRetry: boolean;
  refused: Refused | undefined;
};

/** Three gauges that say well or not in a word, then everything that stands still, each with what to do about it. */
export function OperationsPage({ health, notices, unmanned, mayRetry, refused }: OperationsPageProps) {
  const { t } = useTranslation();
  useRefresh(REFRESH_MS);
  const { engine, relay, feed, workers, incidents, stuck, reconciliation } = health;
  return (
    <>
      <PageHeader title={t('operations.title')} lead={t('operations.lead')} />
      {refused === undefined ? null : (
        <div className="mb-4">
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        </div>
      )}
      <div className="mb-4 grid gap-4 md:grid-cols-3">
        <Gauge title={t('operations.engine')} well={engine.state === 'up'} state={t(`operations.${engine.state}`)}>
          <p>
            {t('operations.since')} <DateTime value={engine.since} relative />
          </p>
          <p>
            {t('operations.version', { version: engine.version })} · {t('operations.epoch', { epoch: engine.epoch })}
            {engine.latencyMs === null ? null : <> · {t('operations.latency', { ms: Math.round(engine.latencyMs) })}</>}
          </p>
          {workers.lastJobAt === null ? null : (
            <p>
              {t('operations.lastJob')} <DateTime value={workers.lastJobAt} relative />
            </p>
          )}
        </Gauge>
        <Gauge
          title={t('operations.relay')}
          well={relay.failing === 0}
          state={relay.waiting === 0 ? t('operations.waitingNone') : t('operations.waiting', { count: relay.waiting })}
        >
          {relay.oldestSeconds === null ? null : <p>{t('operations.oldest', { time: seconds(t, relay.oldestSeconds) })}</p>}
          {relay.waiting === 0 && relay.failing === 0 ? <p>{t('operations.relayText')}</p> : null}
          {relay.failing === 0 ? null : <p className="text-danger">{t('operations.failing', { count: relay.failing })}</p>}
        </Gauge>
        <Gauge
          title={t('operations.feed')}
          well={feed.lagSeconds === null || feed.lagSeconds < 60}
          state={
            feed.lagSeconds === null || feed.lagSeconds < 1
              ? t('operations.lagNone')
              : t('operations.lag', { time: seconds(t, feed.lagSeconds) })
          }
        >
          <p>{t('operations.position', { position: feed.position === '' ? t('common.none') : feed.position })}</p>
          {feed.receivedAt === null ? null : (
            <p>
              {t('operations.received')} <DateTime value={feed.receivedAt} relative />
            </p>
          )}
          {feed.repaired === 0 ? null : <p>{t('operations.repaired', { count: feed.repaired })}</p>}
        </Gauge>
      </div>
      <div className="grid gap-4">
        <Unmanned tasks={unmanned} />
        <Panel flush title={`${t('operations.incidents')}(${incidents.length + stuck.length})`}>
          {incidents.length + stuck.length === 0 ? (
            <EmptyState title={t('operations.incidentsNone')}>{t('operations.incidentsNoneText')}</EmptyState>
          ) : (
            <ul>
              {stuck.map((message) => (
                <StuckRow key={message.id} message={message} mayRetry={mayRetry} />
              ))}
              {incidents.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} mayRetry={mayRetry} />
              ))}
            </ul>
          )}
        </Panel>
        <NoticesPanel notices={notices} mayRetry={mayRetry} />
        {reconciliation === null ? null : <Reconciliation last={reconciliation} />}
      </div>
    </>
  );
}
