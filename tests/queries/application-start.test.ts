import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileCase } from '#server/commands/file-case.ts';
import { applicationStart } from '#server/queries/application-start.ts';
import { applicationWarnings } from '#server/queries/application-warnings.ts';
import { accepted, applicationAnswers, fileAndFollow } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

async function start(by: string, entryId: string) {
  return applicationStart(office.db, await office.person(by), { entryId });
}

test("a first application begins with the department's profile and the person's name", async () => {
  const { answers } = accepted(await start('housing-applicant', 'cat-040'));
  expect(answers).toMatchObject({ entryId: 'cat-040', handlerPhone: '0891-6320000', systemLevel: 'level_3', network: 'gov_extranet' });
  expect(answers['handlerName']).toBe((await office.person('housing-applicant')).name);
  expect(answers).not.toHaveProperty('method');
});

test('the only way in which an entry is shared is chosen already', async () => {
  expect(accepted(await start('housing-applicant', 'cat-042')).answers['method']).toBe('verify_api');
});

test('the next application begins with what the department wrote before, and with who writes now', async () => {
  await fileAndFollow(office, {
    entry: 'cat-018',
    levels: [2],
    answers: { systemName: '公租房管理系统', handlerName: '次仁', handlerPhone: '13908910011' },
  });
  expect(accepted(await start('housing-applicant', 'cat-040')).answers).toMatchObject({
    systemName: '公租房管理系统',
    handlerName: '次仁',
    handlerPhone: '13908910011',
  });
  const colleague = await office.hire('colleague', 'housing', ['dept_applicant']);
  expect(accepted(await start('colleague', 'cat-040')).answers).toMatchObject({
    systemName: '公租房管理系统',
    handlerName: colleague.name,
    handlerPhone: '0891-6320000',
  });
  expect(accepted(await start('civil-applicant', 'cat-018')).answers['systemName']).not.toBe('公租房管理系统');
});

test('the day by which an answer is due is said in advance, where somebody answers', async () => {
  office.at(MORNING);
  expect(accepted(await start('housing-applicant', 'cat-040')).answerDueAt).toBe('2026-12-10');
  expect(accepted(await start('housing-applicant', 'cat-002')).answerDueAt).toBeNull();
});

test('what the department may use already is known, and said while typing', async () => {
  await fileAndFollow(office, { entry: 'cat-006' });
  const { granted } = accepted(await start('housing-applicant', 'cat-006'));
  expect(granted.length).toBeGreaterThan(0);
  const warnings = await applicationWarnings(office.db, await office.person('housing-applicant'), {
    entryId: 'cat-006',
    answers: { itemIds: [...granted] },
  });
  expect(warnings).toContainEqual({ path: 'itemIds', code: 'already_granted', items: expect.arrayContaining([...granted]) });
  expect(accepted(await start('civil-applicant', 'cat-006')).granted).toEqual([]);
});

test('who holds the post of an applicant elsewhere files for the organisation of the post', async () => {
  const lent = await office.hire('lent', 'police', ['dept_applicant'], 'housing');
  const answers = await applicationAnswers(office, { entry: 'cat-002' });
  const filed = accepted(await fileCase(office.db, lent, { process: 'conditional-share', answers }));
  expect(
    await office.sql('select applicant_id, facts->>$2 as applicant, parties from case_file where id = $1', [filed.id, 'applicant']),
  ).toEqual([
    { applicant_id: 'police', applicant: 'police', parties: ['police:dept_applicant', 'police:data_steward', 'police:dept_leader'] },
  ]);
});

test('others than applicants begin nothing, and nobody for an entry that is not published', async () => {
  expect(await start('housing-steward', 'cat-040')).toMatchObject({ code: 'forbidden' });
  expect(await start('housing-applicant', 'cat-048')).toMatchObject({ code: 'not_found' });
  const applicant = await office.person('housing-applicant');
  const answers = await applicationAnswers(office, { entry: 'cat-002' });
  for (const entryId of ['cat-048', 'cat-999', '', 7 as unknown as string]) {
    expect(
      await fileCase(office.db, applicant, { process: 'conditional-share', answers: { ...answers, entryId } }),
      String(entryId),
    ).toMatchObject({ code: 'not_found' });
  }
  expect(await fileCase(office.db, await office.person('housing-steward'), { process: 'conditional-share', answers })).toMatchObject({
    code: 'forbidden',
  });
  expect(await fileCase(office.db, applicant, { process: 'directional-opening', answers })).toMatchObject({
    code: 'invalid',
    reason: 'unknown_process',
  });
});
