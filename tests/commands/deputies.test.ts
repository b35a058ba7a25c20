import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimTask } from '#server/commands/claim-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { endDeputy } from '#server/commands/end-deputy.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { giveAppointment } from '#server/commands/give-appointment.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { setDeputy } from '#server/commands/set-deputy.ts';
import type { SetDeputy } from '#server/commands/set-deputy.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { deputies } from '#server/queries/deputies.ts';
import { inbox } from '#server/queries/inbox.ts';
import { inboxCounts } from '#server/queries/inbox-counts.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, applicationAnswers, fileAndFollow, walkOf } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { offeredTo } from '../support/operations.ts';
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
const TERM = { from: TODAY, to: '2026-11-27', reason: '出差' };

async function arrange(by: string, given: Partial<SetDeputy> & Pick<SetDeputy, 'principalId' | 'deputyId'>) {
  return setDeputy(office.db, await office.person(by), { ...TERM, ...given });
}

async function end(by: string, id: string) {
  return endDeputy(office.db, await office.person(by), { id });
}

async function toConsent(by = 'housing-applicant'): Promise<Walk> {
  office.at(MORNING);
  return fileAndFollow(office, { entry: 'cat-018', levels: [2], by });
}

describe('what a deputy decides', () => {
  test('carries both names: in the decision, the record, the signature, the timeline and the task', async () => {
    const walk = await toConsent();
    const deputyId = 'housing-reviewer';
    const { id } = accepted(await arrange('housing-steward', { principalId: 'housing-steward', deputyId }));
    const actor = await office.fresh(deputyId);
    expect(actor.groups).toEqual(['housing:catalogue_reviewer', 'housing:data_steward']);
    const task = await walk.task('internal_consent');
    expect(accepted(await taskDetails(office.db, actor, { taskId: task.id }))).toMatchObject({
      canDecide: true,
      actingAs: { group: 'housing:data_steward' },
      actingFor: '住建·共享机构负责人(示例)',
    });
    expect((await inbox(office.db, actor, { box: 'todo' })).items.map((item) => item.id)).toContain(task.id);
    await walk.decide('internal_consent', 'agree', { by: actor });
    expect(await office.sql('select account_id, acting_as, acting_for from decision where task_id = $1', [task.id])).toEqual([
      { account_id: deputyId, acting_as: 'housing:data_steward', acting_for: 'housing-steward' },
    ]);
    expect(
      await office.sql(`select actor, data->>'actingFor' as "for" from event where case_id = $1 and type = 'task.decided'`, [walk.id]),
    ).toEqual([{ actor: deputyId, for: 'housing-steward' }]);
    const details = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(details.timeline.find(({ type }) => type === 'task.decided')).toMatchObject({
      by: '住建·目录审核员(示例)',
      actingFor: '住建·共享机构负责人(示例)',
    });
    expect(details.steps[0]).toMatchObject({ decidedBy: '住建·目录审核员(示例)', decidedFor: '住建·共享机构负责人(示例)' });
    accepted(await end('housing-steward', id));
  });

  test('is in the principal’s hand when the deputy has taken it, and stays there when the record ends', async () => {
    const walk = await toConsent();
    const { id } = accepted(await arrange('housing-steward', { principalId: 'housing-steward', deputyId: 'housing-reviewer' }));
    const task = await walk.task('internal_consent');
    accepted(await claimTask(office.db, await office.fresh('housing-reviewer'), { taskId: task.id }));
    expect(await offeredTo(office, task.id)).toEqual(['housing:@housing-steward']);
    expect(
      await office.sql(`select actor, data->>'actingFor' as "for" from event where case_id = $1 and type = 'task.claimed'`, [walk.id]),
    ).toEqual([{ actor: 'housing-reviewer', for: 'housing-steward' }]);
    const deputy = await office.fresh('housing-reviewer');
    expect((await inbox(office.db, deputy, { box: 'todo' })).items.map((item) => item.id)).toContain(task.id);
    expect(accepted(await taskDetails(office.db, deputy, { taskId: task.id }))).toMatchObject({ canDecide: true });
    accepted(await end('housing-steward', id));
    expect(isRefusal(await taskDetails(office.db, await office.fresh('housing-reviewer'), { taskId: task.id }))).toBe(true);
    await walk.decide('internal_consent', 'agree', { by: await office.fresh('housing-steward') });
    expect(await office.sql('select account_id, acting_for from decision where task_id = $1', [task.id])).toEqual([
      { account_id: 'housing-steward', acting_for: null },
    ]);
  });

  test('is nothing without a record, before its first day, after its last, or once it has ended', async () => {
    const walk = await toConsent();
    const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
    const attempt = async () => decideTask(office.db, await office.fresh('housing-reviewer'), input);
    expect(await attempt()).toMatchObject({ code: 'not_found' });
    const { id } = accepted(
      await arrange('housing-steward', {
        principalId: 'housing-steward',
        deputyId: 'housing-reviewer',
        from: '2026-11-24',
        to: '2026-11-25',
      }),
    );
    expect(await attempt()).toMatchObject({ code: 'not_found' });
    office.at('2026-11-25T17:00:00');
    expect((await office.fresh('housing-reviewer')).groups).toContain('housing:data_steward');
    office.at('2026-11-26T00:00:00');
    expect(await attempt()).toMatchObject({ code: 'not_found' });
    office.at('2026-11-25T00:00:00');
    accepted(await end('housing-reviewer', id));
    expect(await attempt()).toMatchObject({ code: 'not_found' });
    expect(await end('housing-reviewer', id)).toMatchObject({ reason: 'deputy_ended' });
    office.at(MORNING);
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
  });
});

test('whoever files, withdraws or asks for time as a deputy does it in both names too', async () => {
  office.at(MORNING);
  const made = [
    accepted(await arrange('disabled-applicant', { principalId: 'disabled-applicant', deputyId: 'disabled-compiler' })),
    accepted(await arrange('police-steward', { principalId: 'police-steward', deputyId: 'police-compiler' })),
  ];
  await office.fresh('disabled-compiler');
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'disabled-compiler' });
  await walk.decide('internal_consent', 'agree', { by: 'disabled-steward' });
  await walk.decide('formal_check', 'pass');
  const { id: taskId } = await walk.task('provider_decision');
  accepted(await requestExtension(office.db, await office.fresh('police-compiler'), { taskId, days: 2, reason: '数据需要核对' }));
  accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
  const told = await office.sql(
    `select type, actor, data->>'actingFor' as "for" from event where case_id = $1 and type in ('case.filed', 'extension.requested', 'case.withdrawn') order by seq`,
    [walk.id],
  );
  expect(told).toEqual([
    { type: 'case.filed', actor: 'disabled-compiler', for: 'disabled-applicant' },
    { type: 'extension.requested', actor: 'police-compiler', for: 'police-steward' },
    { type: 'case.withdrawn', actor: 'disabled-compiler', for: 'disabled-applicant' },
  ]);
  const { timeline } = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
  expect(timeline.find(({ type }) => type === 'case.withdrawn')).toMatchObject({ actingFor: '残联·申请经办(示例)' });
  for (const { id, principalId } of made) accepted(await end(principalId, id));
});

describe('separation of duties of both people (SoD 10)', () => {
  test('bars the deputy where it bars the principal, in lists, in the task and when deciding', async () => {
    const both = await office.hire('both', 'housing', ['dept_applicant', 'data_steward']);
    const { id } = accepted(await arrange('both', { principalId: 'both', deputyId: 'housing-compiler' }));
    const walk = await toConsent(both.accountId);
    const actor = await office.fresh('housing-compiler');
    const { input } = await walk.act('internal_consent', 'agree', { by: actor });
    expect(await decideTask(office.db, actor, input)).toMatchObject({ code: 'forbidden', reason: 'own_case' });
    expect((await inbox(office.db, actor, { box: 'todo' })).items.map((item) => item.id)).not.toContain(input.taskId);
    expect(accepted(await taskDetails(office.db, actor, { taskId: input.taskId }))).toMatchObject({
      canDecide: false,
      cannotWhy: 'own_case',
    });
    expect((await inboxCounts(office.db, actor)).todo).toBe((await inbox(office.db, actor, { box: 'todo', limit: 100 })).items.length);
    accepted(await end('both', id));
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
  });

  test('bars the principal from consenting to what their deputy filed for them', async () => {
    const hats = await office.hire('housing-hats', 'housing', ['dept_applicant', 'data_steward']);
    const { id } = accepted(await arrange('housing-hats', { principalId: 'housing-hats', deputyId: 'housing-secrecy' }));
    office.at(MORNING);
    const filer = await office.fresh('housing-secrecy');
    const answers = await applicationAnswers(office, { entry: 'cat-018', levels: [2] });
    const walk = walkOf(office, accepted(await fileCase(office.db, filer, { process: 'conditional-share', answers })).id, filer);
    await walk.follow();
    expect((await walk.task('internal_consent')).barred.toSorted()).toEqual(['housing-hats', 'housing-secrecy']);
    const { input } = await walk.act('internal_consent', 'agree', { by: hats });
    expect(await decideTask(office.db, hats, input)).toMatchObject({ code: 'forbidden', reason: 'own_case' });
    accepted(await end('housing-hats', id));
  });

  test('bars the principal from a later duty of the case that their deputy signed one of', async () => {
    const all = await office.hire('police-all', 'police', ['data_steward', 'dept_confidentiality_reviewer']);
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [3] });
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
    await walk.decide('formal_check', 'pass');
    const { id } = accepted(await arrange('police-all', { principalId: 'police-all', deputyId: 'police-leader' }));
    await walk.decide('provider_decision', 'agree', { by: await office.fresh('police-leader') });
    const task = await walk.task('confidentiality_opinion');
    expect(task.barred).toEqual(expect.arrayContaining(['police-leader', 'police-all']));
    accepted(await end('police-all', id));
    const { input } = await walk.act('confidentiality_opinion', 'agree', { by: all });
    expect(await decideTask(office.db, all, input)).toMatchObject({ code: 'forbidden', reason: 'own_case' });
    await walk.decide('confidentiality_opinion', 'agree', { by: 'police-secrecy' });
  });

  test('keeps a deputy off the side of a principal who belongs to the applicant too', async () => {
    await office.hire('police-two', 'police', ['data_steward']);
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
    await walk.decide('formal_check', 'pass');
    await office.sql(
      `insert into appointment (account_id, organisation_id, role, valid_from) values ('police-two', 'housing', 'dept_leader', $1)`,
      [TODAY],
    );
    const { id } = accepted(await arrange('police-two', { principalId: 'police-two', deputyId: 'police-compiler' }));
    const actor = await office.fresh('police-compiler');
    expect(actor.groups).not.toContain('housing:dept_leader');
    const { input } = await walk.act('provider_decision', 'agree', { by: actor });
    expect(await decideTask(office.db, actor, input)).toMatchObject({ code: 'forbidden', reason: 'own_case' });
    accepted(await end('police-two', id));
  });
});

describe('a deputy record is refused', () => {
  test('outside the department, for others by who does not manage it, and to oneself', async () => {
    const housing = { principalId: 'housing-steward', deputyId: 'housing-reviewer' };
    expect(await arrange('housing-steward', { ...housing, deputyId: 'police-steward' })).toMatchObject({
      fields: { deputyId: { code: 'not_of_the_department' } },
    });
    expect(await arrange('housing-applicant', housing)).toMatchObject({ reason: 'may_not_arrange_deputies' });
    expect(await arrange('police-leader', housing)).toMatchObject({ reason: 'may_not_arrange_deputies' });
    expect(await arrange('housing-leader', { principalId: 'housing-steward', deputyId: 'housing-leader' })).toMatchObject({
      reason: 'deputy_by_oneself',
    });
    expect(await arrange('housing-steward', { ...housing, deputyId: 'housing-steward' })).toMatchObject({
      fields: { deputyId: { code: 'deputy_of_oneself' } },
    });
  });

  test('undated, back-dated, too long, or without a reason', async () => {
    const refused = async (part: Partial<SetDeputy>) =>
      arrange('housing-steward', { principalId: 'housing-steward', deputyId: 'housing-reviewer', ...part });
    expect(await refused({ to: '' })).toMatchObject({ fields: { to: { code: 'not_a_calendar_day' } } });
    expect(await refused({ from: '2026-11-22' })).toMatchObject({ fields: { from: { code: 'back_dated' } } });
    expect(await refused({ to: '2027-11-27' })).toMatchObject({ fields: { to: { code: 'deputy_too_long' } } });
    expect(await refused({ reason: '' })).toMatchObject({ fields: { reason: { code: 'reason_required' } } });
  });

  test('in a chain, on either end, and to a second deputy at the same time', async () => {
    const { id } = accepted(await arrange('edu-steward', { principalId: 'edu-steward', deputyId: 'edu-reviewer' }));
    const refused = async (principalId: string, deputyId: string) => arrange('edu-leader', { principalId, deputyId });
    expect(await refused('edu-reviewer', 'edu-secrecy')).toMatchObject({ fields: { deputyId: { code: 'deputy_chain' } } });
    expect(await refused('edu-applicant', 'edu-steward')).toMatchObject({ fields: { deputyId: { code: 'deputy_chain' } } });
    expect(await refused('edu-steward', 'edu-secrecy')).toMatchObject({ fields: { from: { code: 'deputy_already' } } });
    accepted(await arrange('edu-leader', { principalId: 'edu-applicant', deputyId: 'edu-reviewer' }));
    expect((await office.fresh('edu-reviewer')).groups.toSorted()).toEqual([
      'edu:catalogue_reviewer',
      'edu:data_steward',
      'edu:dept_applicant',
    ]);
    accepted(await end('edu-leader', id));
  });

  test('where the posts of both must not meet in one hand, and no role is given that would', async () => {
    expect(await arrange('bdb-flow', { principalId: 'bdb-flow', deputyId: 'bdb-flow2' })).toMatchObject({
      fields: { deputyId: { code: 'incompatible_sod_5' } },
    });
    expect(await arrange('bdb-leader', { principalId: 'bdb-exchange', deputyId: 'bdb-ops' })).toMatchObject({
      fields: { deputyId: { code: 'incompatible_sod_6' } },
    });
    const { id } = accepted(await arrange('bdb-leader', { principalId: 'bdb-exchange', deputyId: 'bdb-sec' }));
    const leader = await office.person('bdb-leader');
    const give = (accountId: string, role: string) =>
      giveAppointment(office.db, leader, { accountId, organisationId: 'bdb', role, from: TODAY, to: null, reason: '分工' });
    expect(await give('bdb-sec', 'flow_publisher')).toMatchObject({ fields: { role: { code: 'incompatible_sod_5' } } });
    accepted(await end('bdb-leader', id));
    accepted(await give('bdb-sec', 'flow_publisher'));
  });

  test('of two that make a chain at once, one', async () => {
    const made = await Promise.all([
      arrange('samr-leader', { principalId: 'samr-steward', deputyId: 'samr-reviewer' }),
      arrange('samr-leader', { principalId: 'samr-reviewer', deputyId: 'samr-applicant' }),
    ]);
    expect(made.filter(isRefusal)).toEqual([expect.objectContaining({ fields: { deputyId: { code: 'deputy_chain' } } })]);
  });
});

test('one sees the records in which one stands, who manages the department all of them', async () => {
  const { id } = accepted(await arrange('civil-steward', { principalId: 'civil-steward', deputyId: 'civil-reviewer' }));
  const list = async (by: string) => deputies(office.db, await office.person(by));
  expect((await list('civil-reviewer')).deputies).toMatchObject([{ id, state: 'in_force', mayEnd: true, reason: '出差' }]);
  expect((await list('civil-leader')).deputies).toHaveLength(1);
  expect((await list('civil-applicant')).deputies).toEqual([]);
  expect((await list('civil-applicant')).principals.map((person) => person.id)).toEqual(['civil-applicant']);
  expect((await list('police-leader')).deputies.filter((row) => row.id === id)).toEqual([]);
  expect(await end('civil-applicant', id)).toMatchObject({ code: 'not_found' });
});
