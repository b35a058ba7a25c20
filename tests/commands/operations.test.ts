import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { claimTask } from '#server/commands/claim-task.ts';
import { copyTask } from '#server/commands/copy-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { delegateTask } from '#server/commands/delegate-task.ts';
import { handBackTask } from '#server/commands/hand-back-task.ts';
import { recallDelegation } from '#server/commands/recall-delegation.ts';
import { releaseTask } from '#server/commands/release-task.ts';
import { transferTask } from '#server/commands/transfer-task.ts';
import { urgeCase } from '#server/commands/urge-case.ts';
import type { Actor } from '#server/domain/actor.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { inbox } from '#server/queries/inbox.ts';
import { operationChoices } from '#server/queries/task-operations.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { workbench } from '#server/queries/workbench.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { eventsOf, offeredTo } from '../support/operations.ts';

let office: Office;
let steward: Actor;
let second: Actor;
let officer: Actor;
let leader: Actor;
beforeAll(async () => {
  office = await openOffice();
  steward = await office.person('police-steward');
  second = await office.hire('police-steward-2', 'police', ['data_steward']);
  officer = await office.person('bdb-exchange');
  leader = await office.person('police-leader');
});
afterAll(async () => {
  await office.close();
});

const REASON = '出差,请同事办理';

async function atProvider() {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  return { walk, task: await walk.task('provider_decision') };
}

/** The head of the department is told of what is late, and may see to it from then on. */
async function overdue(): Promise<void> {
  office.at('2026-12-20T09:00:00');
  await attendClocks(office.db);
  office.at(MORNING);
}

async function hasToDo(actor: Actor, taskId: string): Promise<boolean> {
  return (await inbox(office.db, actor, { box: 'todo', limit: 100 })).items.some(({ id }) => id === taskId);
}

describe('claim (领取)', () => {
  test('takes the task out of the inboxes of the colleagues, who cannot decide it any more', async () => {
    const { walk, task } = await atProvider();
    expect([await hasToDo(steward, task.id), await hasToDo(second, task.id)]).toEqual([true, true]);
    accepted(await claimTask(office.db, steward, { taskId: task.id }));
    expect([await hasToDo(steward, task.id), await hasToDo(second, task.id)]).toEqual([true, false]);
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward']);
    expect(await walk.attempt('provider_decision', 'agree', { by: second })).toMatchObject({
      code: 'forbidden',
      reason: 'held_by_colleague',
    });
    await walk.decide('provider_decision', 'agree', { by: steward });
    expect(await eventsOf(office, walk, task.id)).toEqual(['task.created', 'task.claimed', 'task.decided']);
  });

  test('fixes the post in which it is decided (SoD 12), and a post that is gone decides nothing (SoD 13)', async () => {
    const { walk, task } = await atProvider();
    accepted(await claimTask(office.db, second, { taskId: task.id }));
    const lost: Actor = { ...second, groups: ['police:dept_leader'] };
    expect(await walk.attempt('provider_decision', 'agree', { by: lost })).toMatchObject({ code: 'forbidden', reason: 'post_lost' });
    await walk.decide('provider_decision', 'agree', { by: second });
    expect(await office.sql('select acting_as from decision where task_id = $1', [task.id])).toEqual([
      { acting_as: 'police:data_steward' },
    ]);
  });

  test('is undone by giving it back, or by the head of the department', async () => {
    const { task } = await atProvider();
    await overdue();
    for (const who of [steward, leader]) {
      accepted(await claimTask(office.db, steward, { taskId: task.id }));
      expect(await releaseTask(office.db, second, { taskId: task.id })).toMatchObject({ reason: 'held_by_colleague' });
      accepted(await releaseTask(office.db, who, { taskId: task.id }));
      expect(await offeredTo(office, task.id)).toEqual(['police:data_steward']);
    }
    expect(await releaseTask(office.db, steward, { taskId: task.id })).toMatchObject({ code: 'forbidden', reason: 'not_held' });
  });

  test('is not for whom separation of duties bars, nor for other departments', async () => {
    const { task } = await atProvider();
    expect(await claimTask(office.db, officer, { taskId: task.id })).toMatchObject({ code: 'forbidden', reason: 'not_a_candidate' });
    expect(await claimTask(office.db, await office.person('edu-steward'), { taskId: task.id })).toMatchObject({ code: 'not_found' });
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const own = await office.hire('housing-both', 'housing', ['data_steward']);
    await office.sql(`update task set barred = array_append(barred, $1) where case_id = $2`, [own.accountId, walk.id]);
    const consent = await walk.task('internal_consent');
    expect(await claimTask(office.db, own, { taskId: consent.id })).toMatchObject({ code: 'forbidden', reason: 'own_case' });
  });
});

describe('transfer (转办)', () => {
  test('hands it to a colleague in the same post, who sees it and signs', async () => {
    const { walk, task } = await atProvider();
    accepted(await transferTask(office.db, steward, { taskId: task.id, to: second.accountId, reason: REASON }));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward-2']);
    await walk.decide('provider_decision', 'agree', { by: second });
    const details = accepted(await caseDetails(office.db, steward, { caseId: walk.id }));
    expect(details.timeline.find(({ type }) => type === 'task.transferred')).toMatchObject({ opinion: REASON });
  });

  test('needs a reason, and somebody who holds the post and is not barred', async () => {
    const { walk, task } = await atProvider();
    const to = (accountId: string, reason = REASON) => transferTask(office.db, steward, { taskId: task.id, to: accountId, reason });
    expect(await to(second.accountId, ' ')).toMatchObject({ fields: { reason: { code: 'reason_required' } } });
    expect(await to(leader.accountId)).toMatchObject({ fields: { to: { code: 'person_without_post' } } });
    expect(await to(steward.accountId)).toMatchObject({ fields: { to: { code: 'person_self' } } });
    expect(await to('nobody')).toMatchObject({ fields: { to: { code: 'person_unknown' } } });
    await office.sql(`update task set barred = array_append(barred, $1) where id = $2`, [second.accountId, task.id]);
    expect(await to(second.accountId)).toMatchObject({ fields: { to: { code: 'person_barred' } } });
    const mixed = await office.hire('police-and-housing', 'police', ['data_steward'], 'housing');
    expect(await to(mixed.accountId)).toMatchObject({ fields: { to: { code: 'person_barred' } } });
    expect(await walk.open()).toEqual(['provider_decision']);
  });

  test('may be done by the head of the department for whoever has it in hand', async () => {
    const { task } = await atProvider();
    accepted(await claimTask(office.db, steward, { taskId: task.id }));
    expect(await transferTask(office.db, leader, { taskId: task.id, to: second.accountId, reason: REASON })).toMatchObject({
      code: 'not_found',
    });
    await overdue();
    accepted(await transferTask(office.db, leader, { taskId: task.id, to: second.accountId, reason: REASON }));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward-2']);
  });
});

describe('delegate (委派)', () => {
  test('a colleague prepares it and hands it back; the signature stays with who asked', async () => {
    const { walk, task } = await atProvider();
    const compiler = await office.hire('police-handler', 'police', ['dept_applicant']);
    accepted(await delegateTask(office.db, steward, { taskId: task.id, to: compiler.accountId, reason: '请核对数据口径' }));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-handler']);
    expect(accepted(await taskDetails(office.db, compiler, { taskId: task.id })).operations).toEqual(['hand_back', 'copy']);
    expect(await walk.attempt('provider_decision', 'agree', { by: compiler })).toMatchObject({ reason: 'delegate_hands_back' });
    expect(await walk.attempt('provider_decision', 'agree', { by: steward })).toMatchObject({ reason: 'with_delegate' });
    expect(await delegateTask(office.db, compiler, { taskId: task.id, to: second.accountId, reason: REASON })).toMatchObject({
      code: 'forbidden',
    });
    accepted(await handBackTask(office.db, compiler, { taskId: task.id, reason: '口径一致,建议同意' }));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward']);
    await walk.decide('provider_decision', 'agree', { by: steward });
    expect(await office.sql('select account_id from decision where task_id = $1', [task.id])).toEqual([{ account_id: 'police-steward' }]);
  });

  test('can be recalled by who asked, and stays inside the department', async () => {
    const { task } = await atProvider();
    expect(await delegateTask(office.db, steward, { taskId: task.id, to: 'edu-steward', reason: REASON })).toMatchObject({
      fields: { to: { code: 'person_other_department' } },
    });
    accepted(await delegateTask(office.db, steward, { taskId: task.id, to: leader.accountId, reason: REASON }));
    expect(await recallDelegation(office.db, second, { taskId: task.id })).toMatchObject({ code: 'forbidden' });
    accepted(await recallDelegation(office.db, steward, { taskId: task.id }));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward']);
    expect(await handBackTask(office.db, leader, { taskId: task.id, reason: '来不及' })).toMatchObject({ reason: 'nothing_delegated' });
  });
});

describe('copy (抄送)', () => {
  test('lets a colleague read the case, with the reason, and no more', async () => {
    const { walk, task } = await atProvider();
    const reader = await office.hire('police-reader', 'police', ['dept_applicant']);
    expect(await caseDetails(office.db, reader, { caseId: walk.id })).toMatchObject({ code: 'not_found' });
    accepted(await copyTask(office.db, steward, { taskId: task.id, to: [reader.accountId], reason: '请知悉' }));
    expect(accepted(await caseDetails(office.db, reader, { caseId: walk.id })).id).toBe(walk.id);
    expect((await inbox(office.db, reader, { box: 'copied' })).items.map((item) => item.case.id)).toContain(walk.id);
    expect(await walk.attempt('provider_decision', 'agree', { by: reader })).toMatchObject({ code: 'forbidden' });
  });

  test('does not reach departments that have no part in the case', async () => {
    const { task } = await atProvider();
    expect(await copyTask(office.db, steward, { taskId: task.id, to: ['edu-steward'], reason: '请知悉' })).toMatchObject({
      fields: { to: { code: 'person_other_department' } },
    });
  });

  test('shows the applicant no draft of the reply, whoever was copied', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    const task = await walk.task('provider_decision');
    const colleague = await office.hire('housing-reader', 'housing', ['dept_leader']);
    accepted(
      await copyTask(office.db, walk.filer, { taskId: (await firstTaskOf(walk.id)).id, to: [colleague.accountId], reason: '请知悉' }),
    );
    await walk.decide('provider_decision', 'partly', { by: steward });
    const seen = accepted(await caseDetails(office.db, colleague, { caseId: walk.id }));
    expect(seen.steps.find(({ taskId }) => taskId === task.id)).toMatchObject({ place: 'here', outcome: null });
  });
});

async function firstTaskOf(caseId: string): Promise<{ id: string }> {
  const [row] = await office.sql<{ id: string }>(`select id from task where case_id = $1 and element = 'internal_consent'`, [caseId]);
  if (!row) throw new Error('no task');
  return row;
}

describe('urge (催办)', () => {
  test('reaches whoever has it in hand, once a day and three times at most', async () => {
    const { walk, task } = await atProvider();
    accepted(await claimTask(office.db, steward, { taskId: task.id }));
    expect(accepted(await urgeCase(office.db, walk.filer, { caseId: walk.id }))).toMatchObject({ nth: 1 });
    expect((await workbench(office.db, steward)).reminders).toContainEqual(expect.objectContaining({ caseId: walk.id, kind: 'urged' }));
    expect(await urgeCase(office.db, walk.filer, { caseId: walk.id })).toMatchObject({ code: 'wrong_state', reason: 'urged_today' });
    for (const [day, nth] of [
      [24, 2],
      [25, 3],
    ]) {
      office.at(`2026-11-${day}T09:00:00`);
      expect(accepted(await urgeCase(office.db, await office.person('housing-applicant'), { caseId: walk.id })).nth).toBe(nth);
    }
    office.at('2026-11-26T09:00:00');
    expect(await urgeCase(office.db, walk.filer, { caseId: walk.id })).toMatchObject({ reason: 'urged_enough' });
    office.at('2026-12-05T09:00:00');
    expect(accepted(await urgeCase(office.db, await office.person('housing-applicant'), { caseId: walk.id })).nth).toBe(4);
    office.at(MORNING);
  });

  test('is for the applicant, and not while the case is with the applicant', async () => {
    const { walk } = await atProvider();
    expect(await urgeCase(office.db, officer, { caseId: walk.id })).toMatchObject({ code: 'forbidden', reason: 'only_applicant_urges' });
    await walk.decide('provider_decision', 'supplement', { by: steward });
    expect(await urgeCase(office.db, walk.filer, { caseId: walk.id })).toMatchObject({ reason: 'waits_for_you' });
  });
});

test('a decided task is nobody’s to claim, transfer or delegate', async () => {
  const { walk, task } = await atProvider();
  await walk.decide('provider_decision', 'agree', { by: steward });
  for (const attempt of [
    claimTask(office.db, second, { taskId: task.id }),
    transferTask(office.db, steward, { taskId: task.id, to: second.accountId, reason: REASON }),
    delegateTask(office.db, steward, { taskId: task.id, to: leader.accountId, reason: REASON }),
  ])
    expect(await attempt).toMatchObject({ code: 'already_decided', reason: 'task_decided' });
  const { input } = await (await atProvider()).walk.act('provider_decision', 'agree', { by: second });
  accepted(await decideTask(office.db, second, input));
});

test('an applicant copies and returns no draft of the reply, even knowing its id', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
  await walk.decide('provider_decision', 'agree', { by: steward });
  const hidden = await walk.task('confidentiality_opinion');
  const input = { taskId: hidden.id, to: ['housing-steward'], reason: REASON };
  expect(await copyTask(office.db, walk.filer, input)).toMatchObject({ code: 'not_found' });
  expect(await operationChoices(office.db, walk.filer, { taskId: hidden.id, operation: 'copy' })).toMatchObject({ code: 'not_found' });
});
