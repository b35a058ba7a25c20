import { useTranslation } from 'react-i18next';
import { Badge } from './badge.tsx';

export type ClockState =
  | { kind: 'running'; daysLeft: number; overdue: boolean }
  | { kind: 'stopped'; why: string }
  | { kind: 'ended' }
  | { kind: 'none' };

/** Working days left, as the first thing a person needs of a task; two days or fewer are a warning. */
export function ClockBadge({ clock }: { clock: ClockState }) {
  const { t } = useTranslation();
  switch (clock.kind) {
    case 'stopped':
      return (
        <Badge tone="neutral" shape="pause">
          {clock.why === '' ? t('common.clock.stopped') : t('common.clock.stoppedWhy', { why: clock.why })}
        </Badge>
      );
    case 'ended':
      return (
        <Badge tone="neutral" shape="check">
          {t('common.clock.ended')}
        </Badge>
      );
    case 'none':
      return <span className="text-muted text-xs">{t('common.clock.none')}</span>;
    case 'running':
      return <Running daysLeft={clock.daysLeft} overdue={clock.overdue} />;
  }
}

function Running({ daysLeft, overdue }: { daysLeft: number; overdue: boolean }) {
  const { t } = useTranslation();
  if (overdue) {
    const days = Math.abs(daysLeft);
    return (
      <Badge tone="danger" shape="alert">
        {days === 0 ? t('common.clock.overdueToday') : t('common.clock.overdue', { count: days })}
      </Badge>
    );
  }
  if (daysLeft <= 0) {
    return (
      <Badge tone="warn" shape="alert">
        {t('common.clock.today')}
      </Badge>
    );
  }
  return (
    <Badge tone={daysLeft <= 2 ? 'warn' : 'neutral'} shape="ring">
      {t('common.clock.left', { count: daysLeft })}
    </Badge>
  );
}
