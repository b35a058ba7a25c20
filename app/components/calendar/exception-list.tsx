import { useTranslation } from '#app/lib/translation.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { weekdayOfDay } from '#app/lib/year-days.ts';
import type { CalendarException } from '#server/queries/calendar-year.ts';
import { Mark } from './mark.tsx';

/** Every day that is not what its weekday says, with the notice it rests on and who entered it. */
export function ExceptionList({ exceptions, year }: { exceptions: readonly CalendarException[]; year: number }) {
  const { t } = useTranslation();
  return (
    <Panel flush title={t('calendar.exceptions', { number: exceptions.length })}>
      {exceptions.length === 0 ? (
        <EmptyState title={t('calendar.exceptionsNone', { year })} />
      ) : (
        <Table
          caption={t('calendar.exceptions', { number: exceptions.length })}
          rows={exceptions}
          rowKey={({ day }) => day}
          columns={[
            {
              key: 'day',
              label: t('calendar.date'),
              primary: true,
              cell: ({ day }) => (
                <>
                  <DateTime value={day} precision="day" /> {t(`calendar.weekdays.${weekdayOfDay(day)}`)}
                </>
              ),
            },
            {
              key: 'kind',
              label: t('calendar.kind'),
              cell: ({ off }) => (
                <span className="inline-flex items-center gap-1 whitespace-nowrap">
                  <Mark off={off} /> {t(off ? 'calendar.off' : 'calendar.worked')}
                </span>
              ),
            },
            { key: 'name', label: t('calendar.name'), cell: ({ name }) => name },
            { key: 'source', label: t('calendar.source'), cell: ({ source }) => source || t('common.none') },
            {
              key: 'by',
              label: t('calendar.enteredBy'),
              cell: ({ editedBy, editedAt }) =>
                editedAt === null ? (
                  t('calendar.shipped')
                ) : (
                  <>
                    {editedBy} <DateTime value={editedAt} />
                  </>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
