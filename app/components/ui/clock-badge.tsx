import { useTranslation } from '#app/lib/translation.tsx';
import { stopReason } from '#app/lib/codes.ts';
import type { ClockView } from '#server/queries/clock-view.ts';
import { Badge } from './badge.tsx';

/** Working days left, as the first thing a person needs of a task; two days or fewer are a warning. */
export function ClockBadge({ clock }: { clock: ClockView }) {
  const { t } = useTranslation();
  switch (clock.kind) {
    case 'stopped':
      return (
        <Badge tone="neutral" shape="pause">
          {t('common.clock.stoppedWhy', { why: stopReason(t, clock.why) })}
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
