import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkImports } from '#server/commands/check-imports.ts';
import { confirmImport } from '#server/commands/confirm-import.ts';
import { dropImport } from '#server/commands/drop-import.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { forgetImports } from '#server/commands/forget-imports.ts';
import { takeImport } from '#server/commands/take-import.ts';
import { catalogueImport, catalogueImports } from '#server/queries/catalogue-imports.ts';
import { caseStart } from '#server/queries/case-start.ts';
import { importDrafts } from '#server/queries/import-drafts.ts';
import { importErrors, importTemplate } from '#server/queries/import-sheets.ts';
import { ERROR_HEADING } from '#server/domain/sheet/layout.ts';
import { readSheet } from 'read-excel-file/universal';
import { accepted } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { zip } from '../support/files.ts';
import { bomb, csvFile, sheetOf } from '../support/sheets.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const never = new AbortController().signal;
const compiler = () => office.person('civil-compiler');

async function bring(bytes: Buffer, name = '目录.csv') {
  const { id } = accepted(await takeImport(office.db, await compiler(), { name, bytes }));
  await checkImports(office.db, never);
  return accepted(await catalogueImport(office.db, await compiler(), { id }));
}
async function draftsOf(importId: string): Promise<{ id: string; subject: string; name: string }[]> {
  return office.sql(`select id, subject, answers->>'name' as name from draft where import_id = $1 order by 3`, [importId]);
}

describe('a sheet that is handed in', () => {
  test('is checked row by row, and nothing of it is a draft until its owner says so (requirement 22)', async () => {
    const shown = await bring(csvFile(sheetOf([{ 信息资源名称: '养老机构名录' }, { 信息资源名称: '儿童福利机构名录', 级别: '9级' }])));
    expect(shown).toMatchObject({
      state: 'checked',
      total: 2,
      done: 2,
      good: 1,
      problems: [{ row: 3, heading: '级别', code: 'sheet_choice' }],
    });
    expect(await draftsOf(shown.id)).toEqual([]);
    expect(await confirmImport(office.db, await compiler(), { id: shown.id })).toEqual({ id: shown.id, stored: 1 });
    expect(await draftsOf(shown.id)).toMatchObject([{ name: '养老机构名录', subject: expect.stringMatching(/^new:[0-9a-f-]{36}$/) }]);
  });

  test('leaves a record of who, when, which file and how many, and nothing of what stood in it', async () => {
    const { id } = await bring(csvFile(sheetOf([{ 信息资源名称: '救助管理站名录' }])), '民政目录.csv');
    await confirmImport(office.db, await compiler(), { id });
    const [record] = await office.sql<Record<string, unknown>>('select * from catalogue_import where id = $1', [id]);
    expect(record).toMatchObject({
      account_id: 'civil-compiler',
      organisation_id: 'civil',
      file_name: '民政目录.csv',
      stored: 1,
      total: 1,
    });
    expect(record?.['file_hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(await office.sql('select 1 from catalogue_import_content where import_id = $1', [id])).toEqual([]);
  });

  test('confirmed twice, or by two servers at once, makes its drafts once', async () => {
    const { id } = await bring(csvFile(sheetOf([{ 信息资源名称: '福利彩票销售点名录' }])));
    const me = await compiler();
    const both = await Promise.all([confirmImport(office.db, me, { id }), confirmImport(office.db, me, { id })]);
    expect(both).toEqual([
      { id, stored: 1 },
      { id, stored: 1 },
    ]);
    expect(await draftsOf(id)).toHaveLength(1);
  });

  test('a second time is the same import while it waits, and is noticed afterwards: no entry comes twice', async () => {
    const bytes = csvFile(sheetOf([{ 信息资源名称: '社区服务设施名录' }]));
    const first = await bring(bytes);
    expect(await takeImport(office.db, await compiler(), { name: '又一次.csv', bytes })).toEqual({ id: first.id, state: 'checked' });
    await confirmImport(office.db, await compiler(), { id: first.id });
    const second = await bring(bytes);
    expect(second).toMatchObject({ good: 0, earlier: [{ id: first.id }], problems: [{ code: 'sheet_draft_exists' }] });
    expect(await confirmImport(office.db, await compiler(), { id: second.id })).toMatchObject({
      code: 'invalid',
      reason: 'import_nothing_good',
    });
    await dropImport(office.db, await compiler(), { id: second.id });
  });

  test('is checked anew when its server was killed in the middle, and given up after three', async () => {
    const { id } = accepted(
      await takeImport(office.db, await compiler(), { name: 'a.csv', bytes: csvFile(sheetOf([{ 信息资源名称: '殡仪馆名录' }])) }),
    );
    // As a server leaves it that died at work: claimed, and its lease over.
    await office.sql(`update catalogue_import set tries = 1, done = 1, leased_until = now() - interval '100 years' where id = $1`, [id]);
    await checkImports(office.db, never);
    expect(await catalogueImport(office.db, await compiler(), { id })).toMatchObject({ state: 'checked', good: 1 });
    await office.sql(`update catalogue_import set state = 'checking', tries = 3, leased_until = null where id = $1`, [id]);
    await checkImports(office.db, never);
    expect(await catalogueImport(office.db, await compiler(), { id })).toMatchObject({
      state: 'refused',
      refusal: { code: 'sheet_failed' },
    });
  });

  test('waits for the next server when this one stops', async () => {
    const stopping = new AbortController();
    const { id } = accepted(
      await takeImport(office.db, await compiler(), { name: 'a.csv', bytes: csvFile(sheetOf([{ 信息资源名称: '慈善组织名录' }])) }),
    );
    const checking = checkImports(office.db, stopping.signal);
    stopping.abort();
    await checking;
    await checkImports(office.db, never);
    expect(await catalogueImport(office.db, await compiler(), { id })).toMatchObject({ state: 'checked' });
    await dropImport(office.db, await compiler(), { id });
  });

  test('is forgotten after a week without a word', async () => {
    const shown = await bring(csvFile(sheetOf([{ 信息资源名称: '志愿服务组织名录' }])));
    office.at('2026-12-01T09:00:00');
    expect(await forgetImports(office.db)).toBeGreaterThan(0);
    expect(await catalogueImport(office.db, await compiler(), { id: shown.id })).toMatchObject({ state: 'dropped', problems: [] });
    expect(await confirmImport(office.db, await compiler(), { id: shown.id })).toMatchObject({
      code: 'wrong_state',
      reason: 'import_dropped',
    });
    office.at('2026-11-23T09:00:00');
  });
});

describe('whoever may', () => {
  test('are compilers for their own department; nobody else sees what somebody has uploaded', async () => {
    const bytes = csvFile(sheetOf([{ 信息资源名称: '军休所名录' }]));
    for (const other of ['civil-reviewer', 'civil-steward', 'bdb-exchange'])
      expect(await takeImport(office.db, await office.person(other), { name: 'a.csv', bytes })).toMatchObject({ code: 'forbidden' });
    const { id } = await bring(bytes);
    for (const other of ['housing-compiler', 'civil-reviewer']) {
      const stranger = await office.person(other);
      expect(await catalogueImport(office.db, stranger, { id })).toMatchObject({ code: 'not_found' });
      expect(await confirmImport(office.db, stranger, { id })).toMatchObject({ code: 'not_found' });
      expect(await importErrors(office.db, stranger, { id, language: 'zh-CN' })).toMatchObject({ code: 'not_found' });
      expect(await dropImport(office.db, stranger, { id })).toMatchObject({ code: 'not_found' });
    }
    const { items } = accepted(await catalogueImports(office.db, await compiler()));
    expect(items.find((one) => one.id === id)).toMatchObject({ own: true, state: 'checked' });
    await dropImport(office.db, await compiler(), { id });
  });
});

describe('a draft of an import', () => {
  test('is opened by its address, and is a case when it is filed: once', async () => {
    const { id } = await bring(csvFile(sheetOf([{ 信息资源名称: '婚姻登记处名录' }, { 信息资源名称: '收养登记处名录' }])));
    await confirmImport(office.db, await compiler(), { id });
    const [one, other] = await draftsOf(id);
    const start = accepted(await caseStart(office.db, await compiler(), { process: 'catalogue-review', answers: {}, draft: one?.id }));
    expect(start).toMatchObject({ answers: { name: one?.name }, draft: { id: one?.id }, subject: one?.subject });
    const [chosen] = await importDrafts(office.db, await compiler(), { importId: id, ids: [one?.id ?? ''] });
    if (!chosen) throw new Error('the draft is not there');
    const filing = { process: 'catalogue-review', answers: chosen.answers, draftId: chosen.id };
    expect(await fileCase(office.db, await compiler(), filing)).toMatchObject({ state: 'submitted' });
    expect(await fileCase(office.db, await compiler(), filing)).toMatchObject({ refused: true });
    expect(await draftsOf(id)).toMatchObject([{ id: other?.id }]);
  });
});

describe('files', () => {
  test('the template is read as it was written: its example is passed over, and the notes stand on a second sheet', async () => {
    const template = accepted(await importTemplate(office.db, await compiler()));
    const notes = await readSheet(new Blob([new Uint8Array(template)]), 2);
    expect(notes.find(([heading]) => heading === '更新周期')).toEqual([
      '更新周期',
      '条目',
      '必填',
      expect.stringContaining('每季度'),
      null,
    ]);
    expect(await bring(template, '模板.xlsx')).toMatchObject({ state: 'refused', refusal: { code: 'sheet_empty' } });
  });

  test('the list of errors is the same sheet with what is wrong, and can be handed in again (requirement 22)', async () => {
    const shown = await bring(csvFile(sheetOf([{ 信息资源名称: '=救灾物资库名录', 更新周期: '有空时' }])));
    const errors = accepted(await importErrors(office.db, await compiler(), { id: shown.id, language: 'zh-CN' }));
    const sheet = await readSheet(new Blob([new Uint8Array(errors.bytes)]), 1);
    expect(sheet[0]?.at(-1)).toBe(ERROR_HEADING);
    expect(sheet[1]?.at(-1)).toContain('更新周期:没有“有空时”这一项,请在以下各项中选填:');
    expect(await bring(errors.bytes, '错误清单.xlsx')).toMatchObject({
      state: 'checked',
      problems: [{ heading: '更新周期', code: 'sheet_choice' }],
    });
  });

  test.each<[string, Buffer, string]>([
    ['with macros', zip({ 'xl/workbook.xml': 'x', 'xl/vbaProject.bin': 'x' }), 'sheet_has_macros'],
    ['that unpack without end', bomb(61 * 1024 * 1024), 'sheet_unpacks_too_large'],
    ['of another kind', Buffer.from('%PDF-1.7'), 'sheet_wrong_type'],
  ])('%s are refused at the door', async (_which, bytes, code) => {
    expect(await takeImport(office.db, await compiler(), { name: 'a.xlsx', bytes })).toMatchObject({
      code: 'invalid',
      fields: { file: { code } },
    });
  });

  test('that are broken inside are refused when they are read, and the server lives on', async () => {
    expect(await bring(zip({ 'xl/workbook.xml': 'nothing' }), 'a.xlsx')).toMatchObject({
      state: 'refused',
      refusal: { code: 'sheet_not_read' },
    });
  });
});

test('1,000 rows are checked within 10 seconds', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => ({ 信息资源名称: `第${index}社区服务站点名录` }));
  const begun = performance.now();
  const shown = await bring(csvFile(sheetOf(names)));
  expect(shown).toMatchObject({ total: 1000, good: 1000 });
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(await confirmImport(office.db, await compiler(), { id: shown.id })).toMatchObject({ stored: 1000 });
});
