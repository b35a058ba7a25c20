import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCalendar } from '#server/commands/import-calendar.ts';
import type { ImportCalendar } from '#server/commands/import-calendar.ts';
import { setCalendarDay } from '#server/commands/set-calendar-day.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { calendarImport } from '#server/queries/calendar-import.ts';
import { calendarYear } from '#server/queries/calendar-year.ts';
import { accepted, fileToProvider } from '../support/cases.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const SOURCE = '国务院办公厅关于2027年部分节假日安排的通知';
const NOTICE = [
  '2027-01-01,放假,元旦',
  '2027-02-05,放假,春节',
  '2027-02-08,放假,春节',
  '2027-02-20,上班,春节调休',
  '2027-10-01,放假,国庆节',
].join('\n');

async function keeper() {
  return office.person('bdb-flow');
}
async function revision(): Promise<number> {
  return accepted(await calendarYear(office.db, await keeper(), {})).revision;
}
async function bring(given: Partial<ImportCalendar>) {
  return importCalendar(office.db, await keeper(), {
    text: NOTICE,
    level: 'national',
    source: SOURCE,
    revision: await revision(),
    ...given,
  });
}

test('a yearly notice is previewed row by row and entered as one edit; the year counts as entered then', async () => {
  const before = await revision();
  const shown = accepted(await calendarImport(office.db, await keeper(), { text: NOTICE, level: 'national', source: SOURCE }));
  expect(shown).toMatchObject({ days: 5, wrong: 0, revision: before });
  expect(await bring({})).toMatchObject({ days: 5, revision: before + 5 });
  const year = accepted(await calendarYear(office.db, await keeper(), { year: 2027 }));
  expect(year).toMatchObject({
    entered: true,
    officeHours: [
      ['09:30', '13:00'],
      ['15:30', '18:00'],
    ],
  });
  expect(year.exceptions.find(({ day }) => day === '2027-02-20')).toMatchObject({
    off: false,
    name: '春节调休',
    level: 'national',
    source: SOURCE,
    editedBy: '大数据局·流程管理员(示例)',
  });
  const again = accepted(await calendarImport(office.db, await keeper(), { text: NOTICE, level: 'national', source: SOURCE }));
  expect(again.rows.map(({ state }) => state)).toEqual(Array(5).fill('same'));
  expect(await bring({})).toMatchObject({ days: 0, movedClocks: 0 });
});

test('the city’s own days move running limits in the same moment, as the preview said', async () => {
  office.at(MORNING);
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  const text = JSON.stringify([
    { day: '2026-11-30', off: true, name: '本市假日' },
    { day: '2026-12-01', off: true, name: '本市假日' },
  ]);
  const given = { text, level: 'city', source: '市政府办公室通知' } as const;
  const shown = accepted(await calendarImport(office.db, await keeper(), given));
  expect(shown.wouldMove).toBeGreaterThan(0);
  expect(await bring(given)).toMatchObject({ days: 2, movedClocks: shown.wouldMove });
  expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-09T18:00:00'));
  expect(await office.sql(`select 1 from event where case_id = $1 and type = 'clock.recomputed'`, [walk.id])).toHaveLength(1);
});

test('one wrong row, and nothing is entered; the preview names it', async () => {
  const text = `${NOTICE}\n2027-12-25,休假,圣诞`;
  const shown = accepted(await calendarImport(office.db, await keeper(), { text, level: 'national', source: SOURCE }));
  expect(shown).toMatchObject({ days: 0, wrong: 1 });
  expect(shown.rows.at(-1)).toMatchObject({ line: 6, wrong: { code: 'import_kind' } });
  const before = await revision();
  expect(await bring({ text })).toMatchObject({ code: 'invalid', reason: 'import_has_errors' });
  expect(await bring({ text: '' })).toMatchObject({ fields: { text: { code: 'import_empty' } } });
  expect(await revision()).toBe(before);
});

test('of an import and an edit at once one, who is told to look again', async () => {
  const read = await revision();
  const done = await Promise.all([
    bring({ text: '2027-05-03,放假,劳动节\n2027-05-04,放假,劳动节', revision: read }),
    setCalendarDay(office.db, await keeper(), { day: '2027-06-09', off: true, name: '端午节', source: SOURCE, revision: read }),
  ]);
  expect(done.filter(isRefusal)).toEqual([expect.objectContaining({ code: 'stale_revision', reason: 'calendar_changed' })]);
});

test('only whoever keeps the calendar imports or previews', async () => {
  for (const by of ['bdb-leader', 'bdb-flow2', 'auditor-1', 'housing-applicant']) {
    const actor = await office.person(by);
    const given = { text: NOTICE, level: 'national', source: SOURCE } as const;
    expect(await calendarImport(office.db, actor, given), by).toMatchObject({ reason: 'may_not_edit_calendar' });
    expect(await importCalendar(office.db, actor, { ...given, revision: 0 }), by).toMatchObject({ reason: 'may_not_edit_calendar' });
  }
});
