import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideTask } from '#server/commands/decide-task.ts';
import { publishEntry } from '#server/commands/publish-entry.ts';
import { compileEntry, confidentiality, fileEntry, review, versionsOf } from '../support/catalogue.ts';
import { itemRow } from '../support/entry-answers.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import type { Walk } from '../support/cases.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function entryOf(walk: Walk): Promise<Record<string, unknown>> {
  const { entryId } = await walk.file();
  const [entry] = await office.sql<Record<string, unknown>>('select * from catalogue_entry where id = $1', [entryId]);
  return entry ?? {};
}

/** A name that no other test has taken. */
let last = 0;
function named(): { name: string } {
  last += 1;
  return { name: `社会救助站点情况${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[last] ?? ''}` };
}

describe('a new entry', () => {
  test('that everybody signed is published as version 1, and the leader signed once', async () => {
    const walk = await compileEntry(office, named());
    await review(office, walk);
    expect(await walk.open()).toEqual(['bureau_review_new']);
    await walk.decide('bureau_review_new', 'pass');
    const file = await walk.file();
    expect(file.state).toBe('published');
    expect(await versionsOf(office, file.entryId ?? '')).toHaveLength(1);
    expect(await entryOf(walk)).toMatchObject({
      state: 'published',
      version: 1,
      resource_code: expect.stringMatching(/^35401001312\/\d{6}$/),
    });
  });

  test('is no part of the catalogue before its first version, and leaves it when it is rejected (requirement 25)', async () => {
    const walk = await compileEntry(office, named());
    expect(await entryOf(walk)).toMatchObject({ state: 'in_review', version: 0 });
    await walk.decide('grade', 'confirm');
    await walk.decide('line_review', 'reject');
    expect(await walk.file()).toMatchObject({ state: 'refused' });
    expect(await entryOf(walk)).toMatchObject({ state: 'dropped' });
  });

  test('with an error in the automatic checks cannot be handed in', async () => {
    const filed = await fileEntry(office, { ...named(), items: [itemRow({ level: '3' })] });
    expect(filed).toMatchObject({ code: 'invalid', fields: { 'items.0.maskRule': { code: 'mask_missing' } } });
  });
});

describe('grading', () => {
  test('requirement 29: the owner changes levels and classes, and nothing else', async () => {
    const walk = await compileEntry(office, named());
    const { actor, input } = await walk.act('grade', 'confirm');
    expect(actor.accountId).toBe('civil-steward');
    const renamed = await decideTask(office.db, actor, { ...input, answers: { ...input.answers, name: '另一个名称' } });
    expect(renamed).toMatchObject({ code: 'invalid', fields: { name: { code: 'not_editable' } } });
    const rows = input.answers['items'];
    const items = (Array.isArray(rows) ? rows : []).map((row) => (typeof row === 'object' ? { ...row, level: '2', maskRule: 'drop' } : {}));
    await walk.decide('grade', 'confirm', { answers: { items } });
    expect((await walk.file()).facts).toMatchObject({ level: 2, reviewLevel: 2 });
    expect(await entryOf(walk)).toMatchObject({ level: 2, name: (await walk.file()).title });
  });

  test('requirement 83: the level of the entry is the highest of its items (I8)', async () => {
    const walk = await compileEntry(office, {
      ...named(),
      items: [itemRow(), itemRow({ name: '经办人', nameEn: 'handler', level: '4', maskRule: 'drop' })],
    });
    expect(await entryOf(walk)).toMatchObject({ level: 4 });
  });

  test('a compiler who is the steward too does not grade', async () => {
    const both = await office.hire('both-hands', 'civil', ['catalogue_compiler', 'data_steward']);
    const walk = await compileEntry(office, named(), 'both-hands');
    expect(await walk.attempt('grade', 'confirm', { by: both })).toMatchObject({ code: 'forbidden', reason: 'own_case' });
  });
});

describe('line-by-line review', () => {
  test('requirement 33: every line has its verdict in all three columns', async () => {
    const walk = await compileEntry(office, named());
    await walk.decide('grade', 'confirm');
    const { input } = await walk.act('line_review', 'pass');
    const verdicts = input.answers['verdicts'];
    const rows = (Array.isArray(verdicts) ? verdicts : []).flatMap((row) => (typeof row === 'object' ? [row] : []));
    expect(rows).toHaveLength(15);
    const { accuracy: _missing, ...two } = rows[3] ?? {};
    expect(await walk.attempt('line_review', 'pass', { answers: { verdicts: rows.with(3, two) } })).toMatchObject({
      code: 'invalid',
      fields: { 'verdicts.3.accuracy': { code: 'required_choose' } },
    });
    expect(
      await walk.attempt('line_review', 'pass', { answers: { verdicts: rows.with(3, { ...rows[3], compliance: 'revise' }) } }),
    ).toMatchObject({
      fields: { 'verdicts.3.compliance': { code: 'revise_is_no_pass' } },
    });
    expect(await walk.attempt('line_review', 'pass', { answers: { verdicts: rows.slice(1) } })).toMatchObject({ fields: { verdicts: {} } });
  });

  test('requirement 32: is not the compiler’s, the grader’s or an outsider’s', async () => {
    await office.hire('three-hands', 'civil', ['catalogue_reviewer', 'data_steward']);
    const walk = await compileEntry(office, named());
    await walk.decide('grade', 'confirm', { by: 'three-hands' });
    expect(await walk.attempt('line_review', 'pass', { by: 'three-hands' })).toMatchObject({ code: 'forbidden', reason: 'own_case' });
    expect(await walk.attempt('line_review', 'pass', { by: 'edu-reviewer' })).toMatchObject({ code: 'not_found' });
  });

  test('what it returns is compiled and graded anew', async () => {
    const walk = await compileEntry(office, named());
    await walk.decide('grade', 'confirm');
    await walk.decide('line_review', 'return', { answers: { corrections: [{ text: '摘要写明口径' }] } });
    expect(await walk.open()).toEqual(['revise']);
    await walk.decide('revise', 'done', { answers: { abstract: '全市社会救助服务点,按乡镇(街道)统计' } });
    await review(office, walk);
    await walk.decide('bureau_review_new', 'pass');
    expect(await entryOf(walk)).toMatchObject({ abstract: '全市社会救助服务点,按乡镇(街道)统计' });
  });
});

describe('what confidentiality concludes', () => {
  test('withheld: the steward closes it with its basis, and the head signs that', async () => {
    const walk = await compileEntry(office, named());
    await review(office, walk, 'withhold');
    expect(await walk.open()).toEqual(['regrade']);
    const { input } = await walk.act('regrade', 'confirm');
    const items = closed(input.answers['items']);
    const answers = { openType: 'not_open', notOpenGround: 'work_secret', notOpenBasis: '保密法第六十四条', items };
    await walk.decide('regrade', 'confirm', { answers });
    expect(await walk.open()).toEqual(['head_sign']);
    await walk.decide('head_sign', 'agree', { by: 'civil-leader' });
    await walk.decide('bureau_review_new', 'pass');
    expect(await entryOf(walk)).toMatchObject({ state: 'published', open_type: 'not_open', not_open_basis: '保密法第六十四条' });
  });

  test('withheld, and left open all the same: it is not published (I1) (requirement 7)', async () => {
    const walk = await compileEntry(office, named());
    await review(office, walk, 'withhold');
    await walk.decide('regrade', 'confirm');
    await walk.decide('head_sign', 'agree');
    await expect(walk.decide('bureau_review_new', 'pass')).rejects.toThrow('not_released');
    expect(await entryOf(walk)).toMatchObject({ state: 'in_review' });
    await office.sql(`update case_file set state = 'refused', ended_at = now() where id = $1`, [walk.id]);
  });

  test('released in part: what is withheld is closed first (requirement 72)', async () => {
    const walk = await compileEntry(office, named());
    await walk.decide('grade', 'confirm');
    await walk.decide('line_review', 'pass');
    const { entryId } = await walk.file();
    await confidentiality(office, walk, 'release_partly', [`${entryId}-02`]);
    const { input } = await walk.act('regrade', 'confirm');
    const rows = input.answers['items'];
    const items = (Array.isArray(rows) ? rows : []).map((row, index) =>
      typeof row === 'object' ? { ...row, ...(index === 1 ? { openType: 'not_open' } : {}) } : {},
    );
    await walk.decide('regrade', 'confirm', { answers: { items } });
    await walk.decide('head_sign', 'agree');
    await walk.decide('bureau_review_new', 'pass');
    expect(await walk.file()).toMatchObject({ state: 'published' });
    expect(await office.sql('select invalidated_at from review_decision where case_id = $1', [walk.id])).toEqual([
      { invalidated_at: null },
    ]);
  });

  test('directed only: it is opened on conditions, and that is reviewed', async () => {
    const walk = await compileEntry(office, named());
    await review(office, walk, 'directed_only');
    const { input } = await walk.act('regrade', 'confirm');
    const rows = input.answers['items'];
    const items = (Array.isArray(rows) ? rows : []).map((row) => (typeof row === 'object' ? { ...row, openType: 'conditional' } : {}));
    await walk.decide('regrade', 'confirm', { answers: { openType: 'conditional', openCondition: '社会组织,接口方式', items } });
    expect(await walk.open()).toEqual(['conf_sheet']);
    await confidentiality(office, walk, 'directed_only');
    await walk.decide('bureau_review_new', 'pass');
    expect(await entryOf(walk)).toMatchObject({ state: 'published', open_type: 'conditional' });
  });

  test('suspected to be secret: it is erased and ended', async () => {
    const walk = await compileEntry(office, named());
    await walk.decide('grade', 'confirm');
    await walk.decide('line_review', 'pass');
    const { entryId, title } = await walk.file();
    await walk.decide('conf_sheet', 'done');
    await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
    await walk.decide('conf_special', 'suspected_secret');
    expect(await walk.file()).toMatchObject({ state: 'quarantined' });
    const [found] = await office.sql<{ number: number }>(
      `select count(*)::int as number from (select e::text as words from catalogue_entry e where id = $1 union all select c::text from case_content c where case_id = $2 union all select f::text from case_file f where id = $2) x where words like '%' || $3 || '%'`,
      [entryId, walk.id, title],
    );
    expect(found?.number).toBe(0);
  });
});

/** All items closed. */
function closed(rows: unknown): { [key: string]: string }[] {
  return (Array.isArray(rows) ? rows : []).map((row: object) => ({ ...row, openType: 'not_open' }));
}

test('what is returned three times is put to those who coordinate, once', async () => {
  const walk = await compileEntry(office, named());
  const told = () =>
    office.sql(`select group_id as "group" from case_copy where case_id = $1 and reason = 'returned_often' order by 1`, [walk.id]);
  for (let returned = 1; returned <= 4; returned += 1) {
    expect(await told()).toHaveLength(returned <= 3 ? 0 : 2);
    await walk.decide('grade', 'return');
    await walk.decide('revise', 'done');
  }
  expect(await told()).toEqual([{ group: 'bdb:bureau_leader' }, { group: 'ndrc:coordination_member' }]);
  expect(await office.sql(`select data from event where case_id = $1 and type = 'case.coordinated'`, [walk.id])).toEqual([
    { data: { returns: 3 } },
  ]);
});

test('publishing asks the signatures themselves, whatever was drawn', async () => {
  const walk = await compileEntry(office, named());
  const effect = { caseId: walk.id, run: 1, element: 'publish' };
  expect(await publishEntry(office.db, effect)).toMatchObject({ reason: 'not_graded' });
  await walk.decide('grade', 'confirm');
  expect(await publishEntry(office.db, effect)).toMatchObject({ reason: 'not_reviewed' });
  await walk.decide('line_review', 'pass');
  expect(await publishEntry(office.db, effect)).toMatchObject({ reason: 'not_released' });
  await confidentiality(office, walk);
  expect(await publishEntry(office.db, effect)).toMatchObject({ reason: 'not_passed_by_bureau' });
  await walk.decide('bureau_review_new', 'pass');
  expect(await walk.file()).toMatchObject({ state: 'published' });
  expect(await publishEntry(office.db, effect)).toEqual({ done: true });
});

test('requirement 3: the bureau designates the source, and the mark moves (I7)', async () => {
  const items = [
    itemRow({
      name: '公民身份号码',
      nameEn: 'citizenId',
      length: 18,
      level: '3',
      flags: ['personal', 'subject_key'],
      openType: 'not_open',
      sourceItem: 'cat-001-01',
    }),
    itemRow({ name: '保障类别', nameEn: 'kind', flags: ['authoritative'], level: '3', openType: 'not_open' }),
  ];
  const answers = {
    ...named(),
    ...{ subjectType: 'natural_person', piAssessment: '影响可控', designation: true, items },
    ...{ openType: 'not_open', notOpenGround: 'personal_privacy', notOpenBasis: '政府信息公开条例第十五条' },
    ...{ category: '3/54/010/01401', keyField: '教育文化', shareType: 'conditional', shareCondition: '资助资格核对' },
  };
  const walk = await compileEntry(office, answers, 'edu-compiler');
  await walk.decide('grade', 'confirm');
  expect(await walk.open()).toEqual(['source_designation']);
  await walk.decide('source_designation', 'agree');
  await walk.decide('line_review', 'pass');
  await confidentiality(office, walk, 'withhold');
  const [step = ''] = await walk.open();
  await walk.decide(step, 'pass');
  expect(await walk.file()).toMatchObject({ state: 'published' });
  expect(await office.sql(`select entry_id from information_item where name = '保障类别' and 'authoritative' = any (flags)`)).toEqual([
    { entry_id: (await walk.file()).entryId },
  ]);
});
