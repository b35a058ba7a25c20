import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { ChannelHealth, NoticeHealth, NoticeTrouble } from '#server/queries/notice-health.ts';
import { RetryButton } from './retry-button.tsx';

/** How the ways out of the product fare, and every notice that needs a person: in the product itself it stands anyway. */
export function NoticesPanel({ notices, mayRetry }: { notices: NoticeHealth; mayRetry: boolean }) {
  const { t } = useTranslation();
  return (
    <Panel flush title={t('operations.notices')}>
      <ul>
        {notices.channels.map((channel) => (
          <li key={channel.channel} className="border-line flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 last:border-b-0">
            <span className="font-medium">{t(`operations.channel.${channel.channel}`)}</span>
            <ChannelState channel={channel} />
          </li>
        ))}
        {notices.trouble.map((message) => (
          <TroubleRow key={message.id} message={message} mayRetry={mayRetry} />
        ))}
      </ul>
    </Panel>
  );
}

function ChannelState({ channel }: { channel: ChannelHealth }) {
  const { t } = useTranslation();
  if (!channel.active) {
    return (
      <>
        <Badge shape="dash">{t('operations.channelOff')}</Badge>
        <span className="text-muted text-sm">{t(`operations.channelHow.${channel.channel}`)}</span>
      </>
    );
  }
  const well = channel.failure === '';
  return (
    <>
      <Badge tone={well ? 'ok' : 'danger'} shape={well ? 'check' : 'alert'}>
        {t(well ? 'operations.up' : 'operations.channelFailing')}
      </Badge>
      <span className="text-muted text-sm">
        {channel.waiting === 0 ? t('operations.waitingNone') : t('operations.waiting', { count: channel.waiting })}
        {channel.sentAt === null ? null : (
          <>
            {' · '}
            {t('operations.lastSent')} <DateTime value={channel.sentAt} relative />
          </>
        )}
      </span>
      {well ? null : <span className="text-danger basis-full text-sm break-words">{channel.failure}</span>}
    </>
  );
}

function TroubleRow({ message, mayRetry }: { message: NoticeTrouble; mayRetry: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="border-line flex flex-wrap items-start justify-between gap-3 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="danger" shape={message.state === 'unclear' ? 'pause' : 'alert'}>
            {t(`operations.noticeState.${message.state}`)}
          </Badge>
          <span className="font-medium">{t(`operations.channel.${message.channel}`)}</span>
          <span>{t('operations.noticeTo', { name: message.name })}</span>
        </p>
        <p className="mt-1 break-words">{message.result === 'interrupted' ? t('operations.interrupted') : message.result}</p>
        <p className="text-muted text-sm">
          {t('operations.attempts', { count: message.attempts })} · {t('operations.since')} <DateTime value={message.since} relative />
        </p>
      </div>
      {mayRetry ? <RetryButton kind="notice" id={message.id} /> : null}
    </li>
  );
}
