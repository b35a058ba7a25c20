import { useTranslation } from '#app/lib/translation.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import type { AppointmentAct } from '#server/queries/appointments.ts';

/** Who gave or ended it, when and why. */
export function AppointmentActs({ history }: { history: readonly AppointmentAct[] }) {
  const { t } = useTranslation();
  if (history.length === 0) return <span className="text-muted">{t('people.appointments.shipped')}</span>;
  return (
    <ul>
      {history.map(({ act, by, at, reason }) => (
        <li key={at + act}>
          {t('people.appointments.by', { by, act: t(`people.appointments.${act}`), reason })}{' '}
          <DateTime value={at} className="text-muted text-sm" />
        </li>
      ))}
    </ul>
  );
}
