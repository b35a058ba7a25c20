import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideTask } from '#server/commands/decide-task.ts';
import { endAppointment } from '#server/commands/end-appointment.ts';
import { giveAppointment } from '#server/commands/give-appointment.ts';
import type { GiveAppointment } from '#server/commands/give-appointment.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { appointmentRegister } from '#server/queries/appointments.ts';
import { inbox } from '#server/queries/inbox.ts';
import { accepted, fileAndFollow } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const TODAY = '2026-11-23';
const YESTERDAY = '2026-11-22';

/** Who somebody is now: the office remembers it for a day. */
async function now(accountId: string) {
  const [row] = await office.sql<{ groups: string[] }>(
    `select array(select organisation_id || ':' || role from appointment where account_id = $1 and valid_from <= $2::date
       and (valid_to is null or valid_to >= $2::date) order by 1) as groups`,
    [accountId, TODAY],
  );
  return row?.groups ?? [];
}

async function give(by: string, given: Partial<GiveAppointment> & Pick<GiveAppointment, 'accountId' | 'role'>) {
  const actor = await office.person(by);
  return giveAppointment(office.db, actor, { organisationId: actor.organisationId, from: TODAY, to: null, reason: '分工调整', ...given });
}

async function newcomer(id: string, organisation = 'civil'): Promise<string> {
  await office.sql(`insert into account (id, username, display_name, organisation_id, password_hash) values ($1, $1, $1, $2, '')`, [
    id,
    organisation,
  ]);
  return id;
}

async function appointmentOf(accountId: string, role: string): Promise<string> {
  const [row] = await office.sql<{ id: string }>(
    'select id from appointment where account_id = $1 and role = $2 order by valid_to desc nulls first limit 1',
    [accountId, role],
  );
  return row?.id ?? '';
}

describe('requirement 32: the register of appointments', () => {
  test('says who holds what for which term, given by whom and why', async () => {
    await newcomer('civil-new');
    const { id } = accepted(await give('civil-steward', { accountId: 'civil-new', role: 'catalogue_compiler', to: '2027-11-22' }));
    const register = accepted(await appointmentRegister(office.db, await office.person('civil-leader'), {}));
    expect(register.appointments.find((appointment) => appointment.id === id)).toMatchObject({
      accountId: 'civil-new',
      role: 'catalogue_compiler',
      from: TODAY,
      to: '2027-11-22',
      state: 'in_force',
      mayEnd: true,
      history: [{ act: 'given', by: '民政·共享机构负责人(示例)', reason: '分工调整', to: '2027-11-22' }],
    });
    expect(await now('civil-new')).toEqual(['civil:catalogue_compiler']);
  });

  test('is opened by the heads of the department, the bureau’s head and the supervision, and by nobody else', async () => {
    const read = async (by: string) => appointmentRegister(office.db, await office.person(by), { organisationId: 'civil' });
    for (const by of ['civil-steward', 'civil-leader', 'bdb-leader', 'bdb-sec', 'auditor-1'])
      expect(isRefusal(await read(by)), by).toBe(false);
    for (const by of ['civil-applicant', 'police-steward', 'bdb-exchange', 'bdb-ops', 'ext-bad-agent'])
      expect(await read(by), by).toMatchObject({ code: 'not_found' });
  });

  test('its history is never changed, whoever asks the database for it', async () => {
    for (const statement of [
      'update appointment_history set reason = reason',
      'delete from appointment_history',
      'delete from appointment',
    ])
      await expect(office.db.orm.em.fork().execute(statement), statement).rejects.toThrow(/permission denied/);
  });
});

describe('a role is refused', () => {
  test('to oneself, from whoever may not give it, and outside one’s department', async () => {
    expect(await give('civil-steward', { accountId: 'civil-steward', role: 'dept_leader' })).toMatchObject({
      reason: 'appointing_oneself',
    });
    expect(await give('civil-steward', { accountId: 'civil-applicant', role: 'data_steward' })).toMatchObject({
      reason: 'may_not_appoint',
    });
    expect(await give('civil-applicant', { accountId: 'civil-reviewer', role: 'dept_applicant' })).toMatchObject({
      reason: 'may_not_appoint',
    });
    expect(await give('civil-steward', { accountId: 'police-applicant', role: 'dept_applicant', organisationId: 'police' })).toMatchObject({
      reason: 'may_not_appoint',
    });
    expect(await give('civil-steward', { accountId: 'police-applicant', role: 'dept_applicant' })).toMatchObject({
      fields: { accountId: { code: 'not_of_the_department' } },
    });
    expect(await give('bdb-leader', { accountId: 'bdb-open', role: 'bureau_leader' })).toMatchObject({ reason: 'may_not_appoint' });
  });

  test.each([
    ['bdb-flow', 'flow_publisher', 'incompatible_sod_5'],
    ['bdb-flow', 'bureau_share_officer', 'incompatible_sod_5'],
    ['bdb-exchange', 'flow_publisher', 'incompatible_sod_5'],
    ['bdb-ops', 'bureau_open_officer', 'incompatible_sod_6'],
    ['bdb-open', 'platform_operator', 'incompatible_sod_6'],
  ])('%s as %s: %s', async (accountId, role, code) => {
    expect(await give('bdb-leader', { accountId, role })).toMatchObject({ code: 'invalid', fields: { role: { code } } });
  });

  test('to an auditor, who holds no other (SoD 7), and to a compiler who would review', async () => {
    await newcomer('office-auditor', 'bdb');
    await office.sql(
      `insert into appointment (account_id, organisation_id, role, valid_from) values ('office-auditor', 'bdb', 'auditor', $1)`,
      [TODAY],
    );
    expect(await give('bdb-leader', { accountId: 'office-auditor', role: 'flow_admin' })).toMatchObject({
      fields: { role: { code: 'incompatible_sod_7' } },
    });
    expect(await give('civil-steward', { accountId: 'civil-compiler', role: 'catalogue_reviewer' })).toMatchObject({
      fields: { role: { code: 'incompatible_plan_32' } },
    });
  });

  test('back-dated, ending before it begins, twice, or without a reason', async () => {
    const refusedFor = async (given: Partial<GiveAppointment>) =>
      give('civil-steward', { accountId: 'civil-reviewer', role: 'dept_applicant', ...given });
    expect(await refusedFor({ from: YESTERDAY })).toMatchObject({ fields: { from: { code: 'back_dated' } } });
    expect(await refusedFor({ from: '2026-12-01', to: '2026-11-30' })).toMatchObject({ fields: { to: { code: 'ends_before_it_begins' } } });
    expect(await refusedFor({ from: '2026-02-30' })).toMatchObject({ fields: { from: { code: 'not_a_calendar_day' } } });
    expect(await refusedFor({ reason: ' \u200b' })).toMatchObject({ fields: { reason: { code: 'reason_required' } } });
    expect(await refusedFor({ accountId: 'civil-applicant' })).toMatchObject({ fields: { role: { code: 'already_appointed' } } });
    expect(await refusedFor({ role: 'king' })).toMatchObject({ fields: { role: { code: 'unknown_role' } } });
  });

  test('of two incompatible ones given at once one, of one given twice at once one', async () => {
    await newcomer('bdb-new', 'bdb');
    const both = await Promise.all([
      give('bdb-leader', { accountId: 'bdb-new', role: 'flow_admin' }),
      give('bdb-leader', { accountId: 'bdb-new', role: 'bureau_share_officer' }),
    ]);
    expect(both.filter(isRefusal)).toEqual([expect.objectContaining({ fields: { role: { code: 'incompatible_sod_5' } } })]);
    const twice = await Promise.all([1, 2, 3].map(() => give('bdb-leader', { accountId: 'bdb-new', role: 'security_supervisor' })));
    expect(twice.filter(isRefusal)).toHaveLength(2);
  });
});

describe('an appointment that ends', () => {
  test('ends at once with yesterday as its last day, keeps its history, and can be given again on the same day', async () => {
    await newcomer('civil-brief');
    const { id } = accepted(await give('civil-steward', { accountId: 'civil-brief', role: 'dept_applicant' }));
    const leader = await office.person('civil-leader');
    const end = async (lastDay: string) => endAppointment(office.db, leader, { id, lastDay, reason: '调离' });
    expect(await end('2026-11-21')).toMatchObject({ fields: { lastDay: { code: 'back_dated' } } });
    accepted(await end(YESTERDAY));
    expect(await now('civil-brief')).toEqual([]);
    expect(await end(YESTERDAY)).toMatchObject({ code: 'wrong_state', reason: 'appointment_ended' });
    accepted(await give('civil-steward', { accountId: 'civil-brief', role: 'dept_applicant' }));
    const register = accepted(await appointmentRegister(office.db, leader, { ended: true }));
    expect(
      register.appointments.filter((row) => row.accountId === 'civil-brief').map(({ state, history }) => [state, history.length]),
    ).toEqual([
      ['in_force', 1],
      ['ended', 2],
    ]);
  });

  test('is ended by whoever may give it, never by its holder', async () => {
    const own = await appointmentOf('civil-steward', 'data_steward');
    const end = async (by: string, id = own) => endAppointment(office.db, await office.person(by), { id, lastDay: TODAY, reason: '轮岗' });
    expect(await end('civil-steward')).toMatchObject({ code: 'forbidden' });
    expect(await end('civil-applicant')).toMatchObject({ code: 'not_found' });
    expect(await end('police-steward')).toMatchObject({ code: 'not_found' });
    expect(await end('bdb-sec')).toMatchObject({ code: 'forbidden', reason: 'may_not_appoint' });
    expect(await end('civil-leader', 'nonsense')).toMatchObject({ code: 'not_found' });
  });
});

describe('SoD 13: changed roles act on new tasks, open tasks are checked again at completion', () => {
  test('who lost the post after the task was opened neither finds nor decides it', async () => {
    office.at(MORNING);
    await newcomer('police-second', 'police');
    accepted(await give('police-leader', { accountId: 'police-second', role: 'data_steward' }));
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass');
    const second = await office.person('police-second');
    const { input } = await walk.act('provider_decision', 'agree', { by: second });
    const held = await inbox(office.db, second, { box: 'todo' });
    expect(held.items.map(({ id }) => id)).toContain(input.taskId);
    const id = await appointmentOf('police-second', 'data_steward');
    accepted(await endAppointment(office.db, await office.person('police-leader'), { id, lastDay: YESTERDAY, reason: '调离' }));
    const after = await office.fresh('police-second');
    expect((await inbox(office.db, after, { box: 'todo' })).items).toEqual([]);
    expect(await decideTask(office.db, after, input)).toMatchObject({ code: 'not_found' });
    await walk.decide('provider_decision', 'agree', { by: 'police-steward' });
  });

  test('who got the post meanwhile decides it, unless separation of duties bars them', async () => {
    office.at(MORNING);
    await newcomer('housing-second', 'housing');
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    for (const accountId of ['housing-second', 'housing-applicant']) {
      accepted(await give('housing-leader', { accountId, role: 'data_steward' }));
    }
    const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
    expect(await decideTask(office.db, await office.fresh('housing-applicant'), input)).toMatchObject({
      code: 'forbidden',
      reason: 'own_case',
    });
    await walk.decide('internal_consent', 'agree', { by: await office.fresh('housing-second') });
  });
});
