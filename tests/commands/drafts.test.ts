import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelTask } from '#server/commands/cancel-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { deleteDraft } from '#server/commands/delete-draft.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { openTask } from '#server/commands/open-task.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import type { Answers } from '#forms/answers.ts';
import { applicationStart } from '#server/queries/application-start.ts';
import { drafts } from '#server/queries/drafts.ts';
import { accepted, applicationAnswers, fileAndFollow, nextJobKey } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

async function save(by: string, subject: string, answers: Answers) {
  return saveDraft(office.db, await office.person(by), { process: 'conditional-share', subject, answers });
}

async function draftsOf(by: string) {
  return (await drafts(office.db, await office.person(by), { limit: 100 })).items;
}

test('what was typed last is found again, one draft for each person and thing', async () => {
  const first = accepted(await save('housing-applicant', 'entry:cat-018', { purpose: '第一稿' }));
  const again = accepted(await save('housing-applicant', 'entry:cat-018', { purpose: '第二稿', frequency: -1 }));
  expect(again.id).toBe(first.id);
  expect(await draftsOf('housing-applicant')).toMatchObject([
    { id: first.id, subject: 'entry:cat-018', title: '居住证持有人信息', answers: { purpose: '第二稿', frequency: -1 } },
  ]);
  const start = accepted(await applicationStart(office.db, await office.person('housing-applicant'), { entryId: 'cat-018' }));
  expect(start).toMatchObject({ draft: { id: first.id }, answers: { purpose: '第二稿' } });
});

test("nobody finds, files, changes or deletes another person's draft", async () => {
  const mine = accepted(await save('civil-applicant', 'entry:cat-018', { purpose: '民政局的稿' }));
  const theirs = accepted(await save('health-applicant', 'entry:cat-018', { purpose: '卫健委的稿' }));
  expect(theirs.id).not.toBe(mine.id);
  expect((await draftsOf('health-applicant')).map(({ id }) => id)).toEqual([theirs.id]);
  const other = await office.person('health-applicant');
  expect(await deleteDraft(office.db, other, { id: mine.id })).toMatchObject({ code: 'not_found' });
  const answers = await applicationAnswers(office, { entry: 'cat-018', levels: [2] });
  expect(await fileCase(office.db, other, { process: 'conditional-share', answers, draftId: mine.id })).toMatchObject({
    code: 'not_found',
    reason: 'draft_not_found',
  });
  expect(await office.sql(`select 1 from case_file where filed_by = 'health-applicant'`)).toEqual([]);
  accepted(await deleteDraft(office.db, await office.person('civil-applicant'), { id: mine.id }));
});

test('an id stands for one draft: it moves to no other subject and to nobody else, and a draft keeps its own', async () => {
  const [id, other] = ['0b7e7e0e-0000-4000-8000-000000000001', '0b7e7e0e-0000-4000-8000-000000000002'];
  const keep = async (by: string, under: string, entry: string) =>
    saveDraft(office.db, await office.person(by), { id: under, process: 'conditional-share', subject: `entry:${entry}`, answers: {} });
  expect(await keep('finance-applicant', id, 'cat-018')).toMatchObject({ id });
  expect(await keep('finance-applicant', id, 'cat-018')).toMatchObject({ id });
  expect(await keep('finance-applicant', other, 'cat-018')).toMatchObject({ id });
  expect(await keep('finance-applicant', id, 'cat-002')).toMatchObject({ code: 'wrong_state', reason: 'draft_of_another_subject' });
  expect(await keep('meteo-applicant', id, 'cat-002')).toMatchObject({ code: 'not_found', reason: 'draft_not_found' });
  expect((await draftsOf('finance-applicant')).map(({ subject }) => subject)).toEqual(['entry:cat-018']);
});

test('drafts are listed page by page, the latest first', async () => {
  for (const entry of ['cat-018', 'cat-002', 'cat-040']) accepted(await save('transport-applicant', `entry:${entry}`, {}));
  const actor = await office.person('transport-applicant');
  const first = await drafts(office.db, actor, { limit: 2 });
  const second = await drafts(office.db, actor, { limit: 2, cursor: first.next ?? '' });
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
});

test('a draft is gone once it is filed', async () => {
  const draft = accepted(await save('edu-applicant', 'entry:cat-002', {}));
  await fileAndFollow(office, { entry: 'cat-002', by: 'edu-applicant', draftId: draft.id });
  expect(await draftsOf('edu-applicant')).toEqual([]);
  expect(await deleteDraft(office.db, await office.person('edu-applicant'), { id: draft.id })).toMatchObject({ code: 'not_found' });
});

test('a filing that names no draft ends the one of its entry all the same', async () => {
  accepted(await save('stats-applicant', 'entry:cat-002', {}));
  accepted(await save('stats-applicant', 'entry:cat-018', {}));
  await fileAndFollow(office, { entry: 'cat-002', by: 'stats-applicant' });
  expect((await draftsOf('stats-applicant')).map(({ subject }) => subject)).toEqual(['entry:cat-018']);
});

/** A case at its internal consent, with half a decision of the steward and of a colleague in the same post. */
async function halfDecided(colleague: string) {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const task = await walk.task('internal_consent');
  await office.hire(colleague, 'housing', ['data_steward']);
  for (const by of ['housing-steward', colleague]) accepted(await save(by, `task:${task.id}`, { _opinion: by }));
  return { walk, task };
}

const openDrafts = async (taskId: string) => (await office.sql('select 1 from draft where subject = $1', [`task:${taskId}`])).length;

test('half a decision ends with the decision, whoever makes it, and a late save does not bring it back', async () => {
  const { walk, task } = await halfDecided('drafter-1');
  await walk.decide('internal_consent', 'agree');
  for (const by of ['housing-steward', 'drafter-1']) {
    expect(await draftsOf(by)).toEqual([]);
    expect(await save(by, `task:${task.id}`, { _opinion: '迟到' })).toMatchObject({ code: 'wrong_state', reason: 'task_closed' });
  }
  expect(await openDrafts(task.id)).toBe(0);
});

test('of a save and a decision at the same time no draft is left', async () => {
  for (let i = 0; i < 5; i += 1) {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { actor, input } = await walk.act('internal_consent', 'agree');
    const saves = Array.from({ length: 4 }, () => save('housing-steward', `task:${input.taskId}`, { _opinion: '同时' }));
    const [decided] = await Promise.all([decideTask(office.db, actor, input), ...saves]);
    accepted(decided);
    expect(await openDrafts(input.taskId)).toBe(0);
  }
});

test('half a decision ends with the case, as when the applicant withdraws', async () => {
  const { walk, task } = await halfDecided('drafter-2');
  accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
  expect(await openDrafts(task.id)).toBe(0);
});

test('half a decision is out of sight while the engine has taken the task back, and there again with it', async () => {
  const { walk, task } = await halfDecided('drafter-3');
  await cancelTask(office.db, { caseId: walk.id, run: 1, jobKey: task.jobKey });
  expect(await draftsOf('drafter-3')).toEqual([]);
  await office.sql('delete from task_visit where case_id = $1', [walk.id]);
  await openTask(office.db, { jobKey: nextJobKey(), caseId: walk.id, run: 1, element: task.element, candidates: task.candidates });
  expect(await draftsOf('drafter-3')).toMatchObject([{ subject: `task:${task.id}`, answers: { _opinion: 'drafter-3' } }]);
});

test('a refused filing keeps the draft', async () => {
  const draft = accepted(await save('tax-applicant', 'entry:cat-002', {}));
  const answers = await applicationAnswers(office, { entry: 'cat-002', answers: { purpose: '' } });
  expect(
    await fileCase(office.db, await office.person('tax-applicant'), { process: 'conditional-share', answers, draftId: draft.id }),
  ).toMatchObject({ code: 'invalid' });
  expect(await draftsOf('tax-applicant')).toHaveLength(1);
});

test('what nobody could ever file is refused: too much of it, another process, things that are not there or not to be seen', async () => {
  expect(await save('sci-applicant', 'entry:cat-018', { purpose: '长'.repeat(300_000) })).toMatchObject({ code: 'too_large' });
  const actor = await office.person('sci-applicant');
  expect(await saveDraft(office.db, actor, { process: 'nothing', subject: 'entry:cat-018', answers: {} })).toMatchObject({
    code: 'invalid',
    reason: 'unknown_process',
  });
  const foreign = await (await fileAndFollow(office, { entry: 'cat-018', levels: [2] })).task('internal_consent');
  for (const subject of ['entry:cat-999', 'entry:cat-059', `task:${foreign.id}`, 'task:cat-018', 'case:1', '', "entry:' or true --"]) {
    expect(await save('sci-applicant', subject, {}), subject).toMatchObject({ code: 'invalid', reason: 'unknown_subject' });
  }
  expect(await draftsOf('sci-applicant')).toEqual([]);
});

test('a draft of an entry that was taken back stays, and tells its name no more', async () => {
  accepted(await save('urban-applicant', 'entry:cat-056', { purpose: '企业名单' }));
  await office.sql(`update catalogue_entry set state = 'quarantined' where id = 'cat-056'`);
  expect(await draftsOf('urban-applicant')).toMatchObject([{ subject: 'entry:cat-056', title: '', answers: { purpose: '企业名单' } }]);
});

test('text that no database can hold does not lose the rest', async () => {
  accepted(await save('eco-applicant', 'entry:cat-018', { purpose: '用途\u0000甲', scope: '\ud800乙' }));
  expect((await draftsOf('eco-applicant'))[0]?.answers).toEqual({ purpose: '用途甲', scope: '\ufffd乙' });
});

test('ids that are none find nothing', async () => {
  const actor = await office.person('eco-applicant');
  expect(await deleteDraft(office.db, actor, { id: 'nonsense' })).toMatchObject({ code: 'not_found' });
  const answers = await applicationAnswers(office, { entry: 'cat-002' });
  expect(await fileCase(office.db, actor, { process: 'conditional-share', answers, draftId: 'nonsense' })).toMatchObject({
    code: 'not_found',
  });
});
