import { useTranslation } from '#app/lib/translation.tsx';
import { Mark } from './mark.tsx';

export function Legend() {
  const { t } = useTranslation();
  return (
    <p className="text-muted mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <span className="inline-flex items-center gap-1">
        <Mark off /> {t('calendar.legendOff')}
      </span>
      <span className="inline-flex items-center gap-1">
        <Mark off={false} /> {t('calendar.legendWorked')}
      </span>
      <span>{t('calendar.legendKeys')}</span>
    </p>
  );
}
