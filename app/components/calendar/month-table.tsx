import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { useHydrated } from '#app/components/form/use-hydrated.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { isWeekendDay, WEEKDAYS, weeksOf } from '#app/lib/year-days.ts';
import type { Month, YearDay } from '#app/lib/year-days.ts';
import type { CalendarException, CalendarYear } from '#server/queries/calendar-year.ts';
import { Mark } from './mark.tsx';

type MonthTableProps = {
  month: Month;
  calendar: CalendarYear;
  exceptions: ReadonlyMap<string, CalendarException>;
  /** The one day of the year that the tab key stops at; arrows lead on from there. */
  start: string;
};

export function MonthTable({ month, calendar, exceptions, start }: MonthTableProps) {
  const { t } = useTranslation();
  return (
    <table className="bg-surface border-line w-full table-fixed border-separate border-spacing-0.5 rounded-lg border p-2">
      <caption className="px-1 pb-1 text-left font-semibold">{t(`calendar.months.${month}`)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col" abbr={t(`calendar.weekdays.${weekday}`)} className="text-muted text-xs font-normal">
              {t(`calendar.weekdaysShort.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(calendar.year, month).map((week, index) => (
          <tr key={index}>
            {week.map((day, at) => (
              <td key={day?.day ?? at} className="h-9 p-0 text-center">
                {day === null ? null : <DayCell day={day} calendar={calendar} exception={exceptions.get(day.day)} start={start} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DayCellProps = { day: YearDay; calendar: CalendarYear; exception: CalendarException | undefined; start: string };

function DayCell({ day, calendar, exception, start }: DayCellProps) {
  const { t } = useTranslation();
  const hydrated = useHydrated();
  const off = exception?.off ?? isWeekendDay(day.weekday);
  const chosen = calendar.selected?.day === day.day;
  const name = [
    t('calendar.day', { month: day.month, day: day.date }),
    t(`calendar.weekdays.${day.weekday}`),
    t(off ? 'calendar.off' : 'calendar.worked'),
    exception?.name ?? '',
    calendar.today === day.day ? t('calendar.today') : '',
  ];
  return (
    <Link
      to={`?year=${calendar.year}&day=${day.day}`}
      preventScrollReset
      {...LIST_ITEM}
      data-day={day.day}
      tabIndex={hydrated && day.day !== start ? -1 : undefined}
      aria-current={chosen ? 'date' : undefined}
      aria-label={name.filter((part) => part !== '').join(' ')}
      title={exception?.name}
      className={`hover:bg-accent-soft flex h-9 flex-col items-center justify-center rounded-sm text-sm leading-none no-underline ${
        off ? 'text-muted bg-sunken' : 'text-ink'
      } ${chosen ? 'outline-accent outline-2' : ''} ${calendar.today === day.day ? 'font-semibold underline' : ''}`}
    >
      <span>{day.date}</span>
      {exception === undefined ? null : <Mark off={exception.off} />}
    </Link>
  );
}
