import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { recomputeOlderClocks } from '#server/commands/recompute-older-clocks.ts';
import { setCalendarDay } from '#server/commands/set-calendar-day.ts';
import type { SetCalendarDay } from '#server/commands/set-calendar-day.ts';
import { loadCalendar } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { addWorkingDays } from '#server/domain/calendar.ts';
import { ROLES } from '#server/domain/actor.ts';
import { calendarYear } from '#server/queries/calendar-year.ts';
import { inbox } from '#server/queries/inbox.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const KEEPER = 'bdb-flow';
const HOLIDAY = { off: true, name: '雪顿节', source: '市政府办公室放假通知' } as const;
const AS_THE_WEEK = { off: null, name: '', source: '' } as const;

async function revision(): Promise<number> {
  return accepted(await calendarYear(office.db, await office.person(KEEPER), {})).revision;
}

async function set(day: string, edit: Omit<SetCalendarDay, 'day' | 'revision'>, by = KEEPER, db = office.db) {
  return setCalendarDay(db, await office.person(by), { day, ...edit, revision: await revision() });
}

async function dueOf(walk: Walk): Promise<Date | null> {
  return (await walk.task('provider_decision')).dueAt ?? null;
}

describe('the vectors of the city', () => {
  test.each([
    ['2026-02-13', '2026-03-10'],
    ['2026-09-24', '2026-10-15'],
    ['2025-02-26', '2025-03-18'],
  ])('ten working days from %s end on %s', (from, to) => {
    expect(addWorkingDays(office.db.reference.calendar, from, 10)).toBe(to);
  });

  test('hold until a day is edited, and again when the edit is taken back', async () => {
    const end = () => addWorkingDays(office.db.reference.calendar, '2026-09-24', 10);
    accepted(await set('2026-10-12', HOLIDAY));
    expect(end()).toBe('2026-10-16');
    accepted(await set('2026-10-17', { off: false, name: '调休上班', source: '通知' }));
    accepted(await set('2026-10-16', HOLIDAY));
    expect(end()).toBe('2026-10-17');
    for (const day of ['2026-10-12', '2026-10-16', '2026-10-17']) accepted(await set(day, AS_THE_WEEK));
    expect(end()).toBe('2026-10-15');
  });
});

describe('an edited day', () => {
  test('moves running limits in the same moment: clock, task, inbox, record and open screens', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await dueOf(walk)).toEqual(beijing('2026-12-07T18:00:00'));
    const keeper = await office.person(KEEPER);
    expect(accepted(await calendarYear(office.db, keeper, { day: '2026-11-30' })).selected).toMatchObject({ off: false, wouldMove: 1 });
    office.told.length = 0;
    expect(await set('2026-11-30', HOLIDAY)).toMatchObject({ day: '2026-11-30', movedClocks: 1 });
    expect(await dueOf(walk)).toEqual(beijing('2026-12-08T18:00:00'));
    expect(await office.sql('select due_at from clock where case_id = $1 and state = $2', [walk.id, 'running'])).toEqual([
      { due_at: beijing('2026-12-08T18:00:00') },
    ]);
    const steward = await office.person('police-steward');
    expect((await inbox(office.db, steward, { box: 'todo' })).items.find((item) => item.case.id === walk.id)).toMatchObject({
      dueAt: beijing('2026-12-08T18:00:00').toISOString(),
    });
    expect(await office.sql(`select data->>'dueAt' as due from event where case_id = $1 and type = 'clock.recomputed'`, [walk.id])).toEqual(
      [{ due: beijing('2026-12-08T18:00:00').toISOString() }],
    );
    expect(office.told).toContainEqual({ kind: 'case.changed', caseId: walk.id, groups: (await walk.file()).parties });
    expect(await set('2026-11-30', AS_THE_WEEK)).toMatchObject({ movedClocks: 1 });
    expect(await dueOf(walk)).toEqual(beijing('2026-12-07T18:00:00'));
  });

  test('leaves alone what does not count it', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const due = await dueOf(walk);
    for (const day of ['2026-11-20', '2026-12-16']) {
      accepted(await set(day, HOLIDAY));
      expect(await dueOf(walk), day).toEqual(due);
      accepted(await set(day, AS_THE_WEEK));
    }
    expect(await office.sql(`select 1 from event where case_id = $1 and type = 'clock.recomputed'`, [walk.id])).toEqual([]);
  });

  test('takes back that a limit was overdue when the day turns out to have been free', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    office.at('2026-12-08T09:00:00');
    while ((await attendClocks(office.db)) > 0);
    accepted(await set('2026-12-07', HOLIDAY));
    expect(await dueOf(walk)).toEqual(beijing('2026-12-08T18:00:00'));
    office.at('2026-12-08T18:00:01');
    while ((await attendClocks(office.db)) > 0);
    const overdue = await office.sql(`select 1 from event where case_id = $1 and type = 'clock.overdue'`, [walk.id]);
    expect(overdue).toHaveLength(2);
    accepted(await set('2026-12-07', AS_THE_WEEK));
  });

  test('says who entered it, when and on whose word', async () => {
    office.at(MORNING);
    accepted(await set('2026-08-20', HOLIDAY));
    const year = accepted(await calendarYear(office.db, await office.person('housing-applicant'), { year: 2026 }));
    expect(year).toMatchObject({ entered: true, mayEdit: false });
    expect(year.exceptions.find(({ day }) => day === '2026-08-20')).toEqual({
      day: '2026-08-20',
      off: true,
      name: '雪顿节',
      level: 'city',
      source: '市政府办公室放假通知',
      editedBy: '大数据局·流程管理员(示例)',
      editedAt: beijing(MORNING).toISOString(),
    });
    expect(year.exceptions.find(({ day }) => day === '2026-10-01')).toMatchObject({
      source: expect.stringContaining('国务院办公厅'),
      editedBy: null,
    });
    accepted(await set('2026-08-20', AS_THE_WEEK));
    const again = accepted(await calendarYear(office.db, await office.person(KEEPER), { day: '2026-08-20' }));
    expect(again.selected).toMatchObject({ off: false, exception: null });
    expect(await office.sql('select count(*)::int as edits from calendar_edition where day = $1', ['2026-08-20'])).toEqual([{ edits: 2 }]);
  });
});

describe('is refused', () => {
  test.each<[string, Omit<SetCalendarDay, 'revision'>, string, string]>([
    ['a day that is none', { day: '2026-02-30', ...HOLIDAY }, 'day', 'not_a_calendar_day'],
    ['a day of another century', { day: '1926-08-20', ...HOLIDAY }, 'day', 'not_a_calendar_day'],
    ['what the weekday says anyway', { day: '2026-08-22', ...HOLIDAY }, 'off', 'no_exception'],
    ['a free day without a name', { day: '2026-08-20', ...HOLIDAY, name: ' \u200b' }, 'name', 'day_name_required'],
    ['a free day without a source', { day: '2026-08-20', ...HOLIDAY, source: '' }, 'source', 'day_source_required'],
    ['a name that is no name', { day: '2026-08-20', ...HOLIDAY, name: '长'.repeat(41) }, 'name', 'request_too_long'],
  ])('%s', async (_, { day, ...edit }, path, code) => {
    expect(await set(day, edit)).toMatchObject({ code: 'invalid', fields: { [path]: { code } } });
  });

  test('everybody but the flow administrator', async () => {
    const holders = await office.sql<{ role: string; id: string }>(
      'select distinct on (role) role, account_id as id from appointment order by role, id',
    );
    expect(holders.map(({ role }) => role).toSorted()).toEqual([...ROLES].toSorted());
    for (const { role, id } of holders.filter((holder) => holder.role !== 'flow_admin')) {
      const actor = await office.person(id);
      if (actor.groups.some((group) => group.endsWith(':flow_admin'))) continue;
      expect(await set('2026-08-20', HOLIDAY, id), role).toMatchObject({ code: 'forbidden', reason: 'may_not_edit_calendar' });
    }
  });

  test('of two editors at once one, who is told to look again', async () => {
    const other = await office.hire('keeper-2', 'bdb', ['flow_admin']);
    const [first, second] = [await office.person(KEEPER), other];
    const read = await revision();
    const done = await Promise.all([
      setCalendarDay(office.db, first, { day: '2026-08-20', ...HOLIDAY, revision: read }),
      setCalendarDay(office.db, second, { day: '2026-08-21', ...HOLIDAY, revision: read }),
    ]);
    expect(done.filter((result) => 'refused' in result)).toEqual([
      expect.objectContaining({ code: 'stale_revision', reason: 'calendar_changed' }),
    ]);
    expect(await revision()).toBe(read + 1);
    const [kept] = await office.sql<{ day: string }>(
      `select to_char(day, 'YYYY-MM-DD') as day from calendar_day where name = '雪顿节' and off`,
    );
    accepted(await set(kept?.day ?? '', AS_THE_WEEK));
  });

  test('to change what was entered before, by the application itself', async () => {
    await expect(office.db.orm.em.fork().execute('update calendar_edition set name = name')).rejects.toThrow(/permission denied/);
  });
});

describe('another server that has not read the edit yet', () => {
  test('computes with its own calendar, and what it computed is put right with the next round', async () => {
    office.at(MORNING);
    const behind: Db = { ...office.db, reference: { ...office.db.reference } };
    accepted(await set('2026-11-30', HOLIDAY));
    const walk = await fileToProvider({ ...office, db: behind }, { entry: 'cat-018', levels: [2] });
    expect(await dueOf(walk)).toEqual(beijing('2026-12-07T18:00:00'));
    expect(await recomputeOlderClocks(office.db)).toBe(1);
    expect(await dueOf(walk)).toEqual(beijing('2026-12-08T18:00:00'));
    expect(await recomputeOlderClocks(office.db)).toBe(0);
    await recomputeOlderClocks(behind);
    expect(behind.reference.calendarRevision).toBe(office.db.reference.calendarRevision);
    expect(behind.reference.calendar).toEqual((await loadCalendar(office.db.orm.em.fork())).calendar);
    accepted(await set('2026-11-30', AS_THE_WEEK));
  });
});

test('a thousand running limits move in one edit, each on record', async () => {
  office.at(MORNING);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  await office.sql(
    `with copied as (
       insert into case_file (id, number, process_key, release, state, title, applicant_id, provider_id, filed_by, entry_id, facts, parties, filed_at, search)
       select gen_random_uuid(), number || n, process_key, release, state, title, applicant_id, provider_id, filed_by, entry_id, facts, parties, filed_at, search
       from case_file, generate_series(1, 1000) n where id = $1 returning id),
     timed as (
       insert into clock (id, case_id, limit_key, element, until_element, state, detail, due_at, attention_at, calendar_revision)
       select gen_random_uuid(), copied.id, limit_key, element, until_element, state, detail, due_at, attention_at, calendar_revision
       from copied, clock where case_id = $1 and state = 'running' returning id, case_id)
     insert into task (id, case_id, process_key, element, round, job_key, state, name, candidates, asked, barred, form_key, form_version, limit_key, due_at, created_at)
     select gen_random_uuid(), timed.case_id, process_key, element, round, timed.id::text, state, name, candidates, asked, barred, form_key, form_version, limit_key, due_at, created_at
     from timed, task where task.case_id = $1 and task.state = 'open'`,
    [walk.id],
  );
  await office.sql(
    `insert into task_candidate (group_id, task_id, process_key, due_at, created_at, barred)
     select candidates[1], id, process_key, due_at, created_at, barred from task t where not exists (select 1 from task_candidate k where k.task_id = t.id) and state = 'open'`,
  );
  const due = beijing('2026-11-24T18:00:00');
  const left = async (at: Date) =>
    office.sql(
      `select count(*)::int as n from clock c join task t on t.case_id = c.case_id and t.state = 'open' and t.due_at = c.due_at
       join task_candidate k on k.task_id = t.id and k.due_at = c.due_at where c.state = 'running' and c.limit_key = 'share.internal_approval' and c.due_at = $1`,
      [at],
    );
  expect(await left(due)).toEqual([{ n: 1001 }]);
  const keeper = await office.person(KEEPER);
  const { wouldMove } = accepted(await calendarYear(office.db, keeper, { day: '2026-11-24' })).selected ?? { wouldMove: 0 };
  expect(await set('2026-11-24', HOLIDAY)).toMatchObject({ movedClocks: wouldMove });
  expect(wouldMove).toBeGreaterThanOrEqual(1001);
  expect(await left(beijing('2026-11-25T18:00:00'))).toEqual([{ n: 1001 }]);
  expect(
    await office.sql(
      `select count(distinct case_id)::int as n from event where type = 'clock.recomputed' and data->>'limitKey' = 'share.internal_approval'`,
    ),
  ).toEqual([{ n: 1001 }]);
  accepted(await set('2026-11-24', AS_THE_WEEK));
});
