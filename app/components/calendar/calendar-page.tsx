import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { AdminHeader } from '#app/components/people/admin-header.tsx';
import { MONTHS } from '#app/lib/year-days.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { CalendarYear } from '#server/queries/calendar-year.ts';
import { DayPanel } from './day-panel.tsx';
import { ExceptionList } from './exception-list.tsx';
import { Legend } from './legend.tsx';
import { MonthTable } from './month-table.tsx';
import { useDayKeys } from './use-day-keys.ts';

/** A year at a glance; the chosen day stands beside it, with what would follow from changing it. */
export function CalendarPage({ calendar, refused }: { calendar: CalendarYear; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const { year, selected, entered, exceptions } = calendar;
  const onKeyDown = useDayKeys();
  const byDay = new Map(exceptions.map((exception) => [exception.day, exception]));
  const start = selected?.day ?? (calendar.today.startsWith(String(year)) ? calendar.today : `${year}-01-01`);
  return (
    <>
      <AdminHeader
        page="calendar"
        title={t('calendar.title', { year })}
        lead={t(calendar.mayEdit ? 'calendar.lead' : 'calendar.leadReading')}
        actions={
          <>
            {calendar.mayEdit ? (
              <LinkButton to="/calendar/import" tone="primary">
                {t('people.calendarImport.open')}
              </LinkButton>
            ) : null}
            <LinkButton to={`?year=${year - 1}`}>{t('calendar.yearBefore', { year: year - 1 })}</LinkButton>
            <LinkButton to={`?year=${year + 1}`}>{t('calendar.yearAfter', { year: year + 1 })}</LinkButton>
          </>
        }
      />
      {entered ? null : (
        <div className="mb-4">
          <Banner tone="warn" title={t('calendar.notEntered', { year })}>
            {t('calendar.notEnteredText')}
          </Banner>
        </div>
      )}
      {selected === null ? null : (
        <DayPanel key={`${selected.day} ${calendar.revision}`} selected={selected} calendar={calendar} refused={refused} />
      )}
      <Legend />
      <p className="mb-3">
        {t('people.calendarImport.officeHours')}
        {t('common.colon')}
        {calendar.officeHours.map(([from, to]) => `${from}–${to}`).join(t('common.separator'))}
      </p>
      <div
        role="group"
        aria-label={t('calendar.title', { year })}
        className="mb-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4"
        onKeyDown={onKeyDown}
      >
        {MONTHS.map((month) => (
          <MonthTable key={month} month={month} calendar={calendar} exceptions={byDay} start={start} />
        ))}
      </div>
      <ExceptionList exceptions={exceptions} year={year} />
    </>
  );
}
