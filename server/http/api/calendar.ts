import { z } from 'zod';
import { importCalendar } from '#server/commands/import-calendar.ts';
import { setCalendarDay } from '#server/commands/set-calendar-day.ts';
import { MOST_DAYS } from '#server/domain/calendar-import.ts';
import { calendarImport } from '#server/queries/calendar-import.ts';
import { calendarYear } from '#server/queries/calendar-year.ts';
import { endpoint } from '../endpoint.ts';
import { list, text, time } from './shapes.ts';

const day = z.iso.date();
const exception = z
  .strictObject({
    day,
    off: z.boolean(),
    name: z.string(),
    level: z.enum(['national', 'city']),
    source: z.string(),
    editedBy: z.string().nullable(),
    editedAt: time.nullable(),
  })
  .meta({ id: 'CalendarException', description: 'A day that is not what its weekday says: a weekday off, or a weekend day worked' });

const year = z
  .strictObject({
    year: z.int(),
    today: day,
    revision: z.int().meta({ description: 'Of the whole calendar; send it with an edit' }),
    entered: z.boolean(),
    exceptions: list(exception),
    mayEdit: z.boolean(),
    officeHours: list(z.tuple([z.string(), z.string()]).readonly()),
    selected: z
      .strictObject({ day, off: z.boolean(), weekend: z.boolean(), exception: exception.nullable(), wouldMove: z.int() })
      .nullable(),
  })
  .meta({ id: 'CalendarYear' });

const imported = {
  text: text(MOST_DAYS * 400).meta({ description: 'CSV (day, kind, name, source) or JSON' }),
  level: z.enum(['national', 'city']),
  source: text(300).default('').meta({ description: 'For rows that name none' }),
};

export const calendarCalls = [
  endpoint({
    id: 'readCalendar',
    method: 'get',
    path: '/calendar',
    rule: { act: 'read', on: 'Calendar' },
    summary: "A year of the city's working days; with a day, how many limits would move if it became the opposite",
    query: z.strictObject({
      year: z
        .string()
        .regex(/^20\d{2}$/)
        .transform(Number)
        .optional(),
      day: day.optional(),
    }),
    status: 200,
    result: year,
    refuses: ['not_found'],
    run: ({ db, actor, query }) => calendarYear(db, actor, query),
  }),
  endpoint({
    id: 'setCalendarDay',
    method: 'put',
    path: '/calendar/{day}',
    rule: { act: 'edit', on: 'Calendar' },
    summary: 'Make a day free or worked, or (off: null) what its weekday says; running limits are due anew',
    params: z.strictObject({ day }),
    body: z.strictObject({
      off: z.boolean().nullable(),
      name: text(200).default(''),
      source: text(1000).default(''),
      revision: z.int().min(0),
    }),
    status: 200,
    result: z.strictObject({ day, revision: z.int(), movedClocks: z.int() }).meta({ id: 'CalendarDaySet' }),
    refuses: ['forbidden', 'stale_revision'],
    run: ({ db, actor, params, body }) => setCalendarDay(db, actor, { ...body, day: params.day }),
  }),
  endpoint({
    id: 'previewCalendarImport',
    method: 'post',
    path: '/calendar-imports/preview',
    rule: { act: 'edit', on: 'Calendar' },
    summary: 'What an import of many days would do, row by row; nothing is written',
    body: z.strictObject(imported),
    status: 200,
    result: z
      .strictObject({
        rows: list(
          z.strictObject({
            line: z.int(),
            written: z.string(),
            state: z.enum(['new', 'changed', 'same', 'wrong']),
            day: day.nullable(),
            error: z.string().nullable(),
          }),
        ),
        days: z.int(),
        wrong: z.int(),
        wouldMove: z.int(),
        revision: z.int(),
      })
      .meta({ id: 'CalendarImportPreview' }),
    refuses: ['forbidden'],
    run: ({ db, actor, body }) => calendarImport(db, actor, body),
    respond: ({ rows, ...rest }) => ({
      body: {
        ...rest,
        rows: rows.map(({ line, written, state, edit, wrong }) => ({
          line,
          written,
          state,
          day: edit?.day ?? null,
          error: wrong?.code ?? null,
        })),
      },
    }),
  }),
  endpoint({
    id: 'importCalendar',
    method: 'post',
    path: '/calendar-imports',
    rule: { act: 'edit', on: 'Calendar' },
    summary: 'Enter many days as one edit, all or none; running limits are due anew',
    body: z.strictObject({ ...imported, revision: z.int().min(0) }),
    status: 200,
    result: z.strictObject({ days: z.int(), revision: z.int(), movedClocks: z.int() }),
    refuses: ['forbidden', 'stale_revision'],
    run: ({ db, actor, body }) => importCalendar(db, actor, body),
  }),
];
