import { describe, expect, test } from 'vitest';
import { answerFields, isList } from '#forms/components.ts';
import type { Register } from '#server/domain/one-source.ts';
import { openSheetChecks } from '#server/domain/sheet/check-sheet.ts';
import type { CheckedEntry } from '#server/domain/sheet/check-sheet.ts';
import { parseCsv } from '#server/domain/sheet/csv.ts';
import { LARGEST_SHEET, sheetKind } from '#server/domain/sheet/file-kind.ts';
import { COLUMNS, EXAMPLE, fieldOf } from '#server/domain/sheet/layout.ts';
import { readTable } from '#server/domain/sheet/table.ts';
import type { Matrix } from '#server/domain/sheet/table.ts';
import { ENTRY_FORM, sheetOf } from '../support/sheets.ts';

const register: Register = {
  providerId: 'civil',
  providerCode: '11540100FF0000098E',
  entryId: null,
  ownNames: new Map([['低保对象名册', { id: 'cat-900', name: '低保对象名册' }]]),
  sources: new Map(),
  sourceIds: new Set(),
  themeLeads: new Map(),
  publishedItems: new Set(),
  ownItems: new Set(),
  isUnderChange: false,
};

function read(matrix: Matrix) {
  const table = readTable(matrix, ENTRY_FORM);
  if ('code' in table) throw new Error(table.code);
  return table;
}
function check(matrix: Matrix, draftNames: ReadonlySet<string> = new Set()): CheckedEntry[] {
  const checks = { schema: ENTRY_FORM, context: { today: '2026-11-23', options: { entryId: [] } }, register, draftNames };
  return read(matrix).entries.map(openSheetChecks(checks));
}
/** `row heading code`, one a problem. */
function problems(matrix: Matrix, draftNames?: ReadonlySet<string>): string[] {
  return check(matrix, draftNames).flatMap((entry) => entry.problems.map(({ row, heading, code }) => `${row} ${heading} ${code}`));
}

describe('the columns', () => {
  test('are every field of the form but what a form takes along unseen', () => {
    const keys = answerFields(ENTRY_FORM).flatMap((field) => {
      if (field.type === 'expression') return [];
      if (isList(field))
        return field.components.filter(({ properties }) => properties?.widget !== 'carried').map(({ key }) => `item ${key}`);
      return field.properties?.widget === 'carried' ? [] : [`entry ${field.key}`];
    });
    expect(COLUMNS.map(({ of, key }) => `${of} ${key}`).toSorted()).toEqual(keys.toSorted());
    for (const column of COLUMNS) expect(fieldOf(ENTRY_FORM, column).key).toBe(column.key);
    expect(new Set(COLUMNS.map(({ heading }) => heading)).size).toBe(COLUMNS.length);
  });

  test('of the example are columns, and the example is sound', () => {
    expect(Object.keys(EXAMPLE).filter((heading) => !COLUMNS.some((column) => column.heading === heading))).toEqual([]);
    expect(problems(sheetOf([{}]))).toEqual([]);
  });
});

describe('rows', () => {
  test('become entries with their items: a name that is repeated or left out is the same entry', () => {
    const rows = [
      {},
      { 信息项名称: '服务点地址', 信息项英文名: 'pointAddress' },
      { 信息资源名称: '', 目录类别: '', 信息项名称: '开放时间', 信息项英文名: 'openHours' },
      { 信息资源名称: '殡葬服务机构情况' },
    ];
    const [first, second] = check(sheetOf(rows));
    expect(first?.answers?.['items']).toHaveLength(3);
    expect(first?.answers).toMatchObject({ catalogueKind: 'department', shareMethods: ['file_download'], rowEstimate: 120 });
    expect(second).toMatchObject({ name: '殡葬服务机构情况', row: 5 });
  });

  test('that are empty or examples are passed over, and all others keep the number that they have in the sheet', () => {
    const [headings = [], row = []] = sheetOf([{}]);
    const example = ['示例', ...row.slice(1)];
    expect(read([['一、目录'], headings, example, [], row, [' ']])).toMatchObject({ headingRow: 2, entries: [{ rows: [{ row: 5 }] }] });
  });

  test('say an entry once: what differs further down is named', () => {
    expect(problems(sheetOf([{}, { 更新周期: '每月', 信息项名称: '地址', 信息项英文名: 'address' }]))).toEqual([
      '3 更新周期 sheet_row_differs',
    ]);
    expect(problems(sheetOf([{ 信息资源名称: '' }]))).toContain('2 信息资源名称 sheet_item_without_entry');
  });
});

describe('a sheet is refused by name', () => {
  const [headings = [], row = []] = sheetOf([{}]);
  test.each<[string, Matrix, string, string]>([
    ['without headings', [['a'], ['b']], 'sheet_no_headings', '信息资源名称'],
    ['with a strange column', [[...headings, '备注一'], row], 'sheet_unknown_columns', '“备注一”'],
    ['with a column twice', [[...headings, '级别'], row], 'sheet_columns_twice', '“级别”'],
    [
      'without a mandatory column',
      [headings.map((heading) => (heading === '使用要求' ? '' : heading)), row],
      'sheet_columns_missing',
      '“使用要求”',
    ],
    ['without rows', [headings, ['']], 'sheet_empty', ''],
    ['with too many rows', [headings, ...Array.from({ length: 5001 }, () => row)], 'sheet_too_many_rows', '5000'],
  ])('%s', (_which, matrix, code, named) => {
    const table = readTable(matrix, ENTRY_FORM);
    expect(table).toMatchObject({ code });
    expect(JSON.stringify(table)).toContain(named);
  });

  test('but not for an asterisk, a blank or a wide bracket in a heading, nor for the list of errors handed in again', () => {
    const written = headings.map((heading) => (heading.startsWith('数据量') ? ' 数据量（条） ' : `*${heading}`));
    expect(
      problems([
        [...written, '错误和处理办法'],
        [...row, '请修改'],
      ]),
    ).toEqual([]);
  });
});

describe('cells', () => {
  test.each([
    ['信息资源格式', '数据表', 'sheet_choice'],
    ['共享方式', '文件批量下载、传真', 'sheet_choice'],
    ['数据量(条)', '很多', 'sheet_number'],
    ['申请指定数源部门', '也许', 'sheet_yes_or_no'],
    ['信息资源分类', '三类', 'category_code'],
    ['使用要求', '', 'required_fill'],
    ['信息项英文名', '1号', 'item_english'],
    ['开放条件', '', 'required_fill'],
  ])('%s with %s is refused where it stands, once', (heading, value, code) => {
    const changed: Readonly<Record<string, string>> =
      heading === '开放条件' ? { 开放模式: '有条件开放', 信息项开放模式: '有条件(定向)开放' } : {};
    expect(problems(sheetOf([{ ...changed, [heading]: value }]))).toEqual([`2 ${heading} ${code}`]);
  });

  test('are read as people write them: with or without brackets and 型, by code, several with any separator', () => {
    const [entry] = check(
      sheetOf([{ 数据类型: 'C', 共享方式: '文件批量下载;联机查询接口', 信息资源格式: '自描述格式', 级别: '1', '数据量(条)': '1,200' }]),
    );
    expect(entry?.problems).toEqual([]);
    expect(entry?.answers).toMatchObject({
      shareMethods: ['file_download', 'query_api'],
      rowEstimate: 1200,
      items: [{ dataType: 'C', level: '1' }],
    });
    expect(problems(sheetOf([{ 数据类型: '字符' }]))).toEqual([]);
  });

  test('say what may be chosen', () => {
    const [entry] = check(sheetOf([{ 更新周期: '常常' }]));
    expect(entry?.problems[0]?.params).toMatchObject({ value: '常常', choices: expect.stringContaining('每季度') });
  });
});

describe('every automatic check of the catalogue is made of each row', () => {
  test.each([
    ['a name of the catalogue', { 信息资源名称: '低保对象名册 2026' }, '2 信息资源名称 name_duplicate'],
    ['a mask that is missing', { 级别: '3级' }, '2 脱敏规则 mask_missing'],
    ['the format against the method', { 共享方式: '联机查询接口' }, '2 共享方式 method_unfit'],
    ['a length that is missing', { 长度: '' }, '2 长度 length_missing'],
    ['the subject key', { 数据主体: '自然人' }, '2 信息项名称 subject_key_missing'],
    ['an identity number', { 信息资源摘要: '例如 11010519491231002X' }, '2 信息资源摘要 contains_citizen_id'],
  ])('%s', (_which, changed, problem) => {
    expect(problems(sheetOf([changed]))).toContain(problem);
    expect(check(sheetOf([changed]))[0]?.answers).toBeNull();
  });

  test('names that differ in blanks, points and last digits only are the same, in the file and in the drafts', () => {
    const rows = [{ 信息资源名称: '殡葬服务 机构' }, { 信息资源名称: '婚姻登记机构' }, { 信息资源名称: '殡葬服务机构2' }];
    expect(problems(sheetOf(rows))).toContain('4 信息资源名称 sheet_twice');
    expect(problems(sheetOf(rows), new Set(['婚姻登记机构']))).toContain('3 信息资源名称 sheet_draft_exists');
  });

  test('a warning keeps nothing back', () => {
    const [entry] = check(sheetOf([{ 信息资源名称: '服务点分布2026' }]));
    expect(entry?.problems).toMatchObject([{ code: 'name_ends_in_digits', severity: 'warning' }]);
    expect(entry?.answers).not.toBeNull();
  });
});

describe('a file', () => {
  test('of comma-separated values may be UTF-8 or GB 18030, with quotes, and with tabs or semicolons', () => {
    expect(parseCsv(new TextEncoder().encode('\uFEFF名称,级别\r\n"甲,""乙""\n丙",1\r\n'))).toEqual([
      ['名称', '级别'],
      ['甲,"乙"\n丙', '1'],
    ]);
    expect(parseCsv(Uint8Array.from([0xc3, 0xfb, 0x3b, 0xbc, 0xb6]))).toEqual([['名', '级']]);
    expect(parseCsv(new TextEncoder().encode('a\tb'))).toEqual([['a', 'b']]);
  });

  test.each<[string, number[], unknown]>([
    ['nothing', [], { code: 'file_empty' }],
    ['old or locked', [0xd0, 0xcf, 0x11, 0xe0, 0], { code: 'sheet_old_or_locked' }],
    ['no table', [0x25, 0x50, 0x44, 0x46], { code: 'sheet_wrong_type' }],
    ['bytes', [1, 0, 2], { code: 'sheet_wrong_type' }],
    ['an archive of something else', [0x50, 0x4b, 3, 4, ...Array.from({ length: 40 }, () => 0)], { code: 'sheet_wrong_type' }],
    ['text', [0x61, 0x2c, 0x62], 'csv'],
  ])('is known by what is in it: %s', (_what, bytes, kind) => {
    expect(sheetKind(Uint8Array.from(bytes))).toEqual(kind);
  });

  test('has its limit', () => {
    expect(sheetKind(new Uint8Array(LARGEST_SHEET + 1))).toMatchObject({ code: 'sheet_too_large' });
  });
});
