import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { loadCalendarDays } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { calendarOf, dayOf, isEntered, isWeekend, isWorkingDay } from '#server/domain/calendar.ts';
import type { Calendar, CalendarDay } from '#server/domain/calendar.ts';
import { isPlannable, withEdit } from '#server/domain/calendar-edit.ts';
import { parseClock, recomputeDue } from '#server/domain/clocks.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** A day that is not what its weekday says, and on whose word. */
export type CalendarException = {
  readonly day: string;
  readonly off: boolean;
  readonly name: string;
  readonly level: 'national' | 'city';
  readonly source: string;
  readonly editedBy: string | null;
  readonly editedAt: string | null;
};

export type CalendarYear = {
  readonly year: number;
  readonly today: string;
  /** Of the whole calendar; send it with an edit. */
  readonly revision: number;
  /** Whether the national holidays of the year stand in it: otherwise limits are counted by plain weekdays. */
  readonly entered: boolean;
  readonly exceptions: readonly CalendarException[];
  readonly mayEdit: boolean;
  /** From when to when the offices are open on a working day. */
  readonly officeHours: readonly (readonly [string, string])[];
  readonly selected: SelectedDay | null;
};

export type SelectedDay = {
  readonly day: string;
  readonly off: boolean;
  readonly weekend: boolean;
  readonly exception: CalendarException | null;
  /** How many running limits fall due on another day if it becomes the opposite. */
  readonly wouldMove: number;
};

type Row = CalendarDay & { source: string; editedBy: string | null; editedAt: Date | null };

/** A year of the city's calendar at a glance, and one day of it with what would follow from changing it. */
export async function calendarYear(
  db: Db,
  actor: Actor,
  input: { readonly year?: number | undefined; readonly day?: string | undefined },
): Promise<CalendarYear | Refusal> {
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const day = input.day !== undefined && isPlannable(input.day) ? input.day : null;
  const year = input.year ?? Number((day ?? today).slice(0, 4));
  if (!isPlannable(`${year}-01-01`)) return refuse('not_found', { reason: 'no_such_year' });
  const em = db.orm.em.fork();
  const [edition] = await rows<{ revision: number }>(em, 'select coalesce(max(revision), 0)::int as revision from calendar_edition');
  const days = await loadCalendarDays(em);
  const calendar = calendarOf(days);
  const found = await rows<Row>(
    em,
    `select to_char(d.day, 'YYYY-MM-DD') as date, d.off, d.name, d.level, d.source, a.display_name as "editedBy", e.edited_at as "editedAt"
     from calendar_day d
       left join lateral (select edited_by, edited_at from calendar_edition where day = d.day order by revision desc limit 1) e on true
       left join account a on a.id = e.edited_by
     where d.day between ?::date and ?::date order by d.day`,
    [`${year}-01-01`, `${year}-12-31`],
  );
  const exceptions = found.filter((row) => row.off !== isWeekend(row.date)).map(exceptionOf);
  return {
    year,
    today,
    revision: edition?.revision ?? 0,
    entered: isEntered(calendar, `${year}-01-01`),
    exceptions,
    officeHours: calendar.officeHours,
    mayEdit: may(actor, 'edit', 'Calendar', {}),
    selected: day === null ? null : await selectedDay(db, days, calendar, exceptions, day),
  };
}

function exceptionOf({ date, editedAt, ...row }: Row): CalendarException {
  return { ...row, day: date, editedAt: editedAt?.toISOString() ?? null };
}

async function selectedDay(
  db: Db,
  days: readonly CalendarDay[],
  calendar: Calendar,
  exceptions: readonly CalendarException[],
  day: string,
): Promise<SelectedDay> {
  const off = !isWorkingDay(calendar, day);
  const changed = calendarOf(withEdit(days, { day, off: !off, name: '', source: '' }));
  const counting = await rows<{ detail: unknown }>(
    db.orm.em.fork(),
    `select detail from clock where state = 'running' and (detail->>'startDay')::date < ?::date and due_at >= ?::date - interval '1 day'`,
    [day, day],
  );
  const now = db.now();
  const wouldMove = counting
    .map(({ detail }) => parseClock(detail))
    .filter((clock) => {
      const moved = recomputeDue(clock, changed, now);
      return clock.state === 'running' && moved.state === 'running' && moved.dueAt.getTime() !== clock.dueAt.getTime();
    }).length;
  return { day, off, weekend: isWeekend(day), exception: exceptions.find((exception) => exception.day === day) ?? null, wouldMove };
}
