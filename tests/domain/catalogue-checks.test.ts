import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorText } from '#forms/messages.ts';
import { CHECK_CODES } from '#server/domain/check-findings.ts';
import type { Answers } from '#forms/answers.ts';
import { checkEntry, errorsIn } from '#server/domain/catalogue-checks.ts';
import { plainName, elementKey } from '#server/domain/catalogue-names.ts';
import { citizenIdsIn, isCitizenId, isUscc } from '#server/domain/check-digits.ts';
import { entryContentOf } from '#server/domain/entry-content.ts';
import type { Register } from '#server/domain/one-source.ts';
import { entryAnswers, itemRow } from '../support/entry-answers.ts';

const register: Register = {
  providerId: 'civil',
  providerCode: '11540100FF0000098E',
  entryId: null,
  ownNames: new Map([['低保对象名册', { id: 'cat-900', name: '低保对象名册' }]]),
  sources: new Map([
    [elementKey('姓名', 'natural_person'), { itemId: 'cat-001-02', entryName: '人口基础信息', providerId: 'zfw', providerName: '政法委' }],
  ]),
  sourceIds: new Set(['cat-001-02']),
  themeLeads: new Map([['2/01/001/01', 'edu']]),
  publishedItems: new Set(),
  ownItems: new Set(['cat-900-02']),
  isUnderChange: false,
};

function findings(answers: Answers, changed: Partial<Register> = {}): string[] {
  const found = checkEntry(entryContentOf(entryAnswers(answers)), { ...register, ...changed });
  return found.map(({ path, code, severity }) => `${severity === 'error' ? '' : '? '}${path} ${code}`);
}

test('a sound entry has no finding', () => {
  expect(findings({})).toEqual([]);
});

test.each([
  ['分类', { category: '' }, 'category'],
  ['责任方', { contact: '' }, 'contact'],
  ['格式', { resourceFormat: '' }, 'resourceFormat'],
  ['属性', { items: [] }, 'items'],
  ['更新时限', { updateCycle: '' }, 'updateCycle'],
  ['共享类型', { shareType: '' }, 'shareType'],
  ['共享方式', { shareMethods: [] }, 'shareMethods'],
  ['开放模式', { openType: '' }, 'openType'],
  ['使用要求', { usageRequirements: '' }, 'usageRequirements'],
])('requirement 21: the mandatory group %s cannot be left out', (_group, answers: Answers, path) => {
  expect(findings(answers)).toContain(`${path} group_missing`);
});

describe('the code', () => {
  test.each(['3/54/10/01', '4/54/010/01', '3-54-010', '3/54/010/'])('%s has not the structure 1 + 2 + 3 + variable', (category) => {
    expect(findings({ category })).toEqual(['category category_code']);
  });

  test('begins with the class of its kind of catalogue', () => {
    expect(findings({ category: '1/54/010/01' })).toEqual(['category category_kind']);
  });

  test('requirement 23: of a base library belongs to its lead department', () => {
    const base = { catalogueKind: 'base', category: '1/01/001' };
    expect(findings(base)).toEqual(['catalogueKind base_not_lead']);
    expect(findings(base, { providerId: 'zfw' })).toEqual([]);
  });

  test('requirement 24: of a theme belongs to its lead department', () => {
    expect(findings({ catalogueKind: 'theme', category: '2/01/001/01' })).toEqual(['category theme_not_lead']);
    expect(findings({ catalogueKind: 'theme', category: '2/01/001/01' }, { providerId: 'edu' })).toEqual([]);
  });
});

describe('the name', () => {
  test.each(['低保对象名册2', '低保对象 名册', '低保对象(名册)', '低保对象名册-02'])('%s is a second 低保对象名册', (name) => {
    expect(findings({ name })).toContain('name name_duplicate');
  });

  test('of the entry that is changed is no second one', () => {
    expect(findings({ name: '低保对象名册' }, { entryId: 'cat-900' })).toEqual([]);
  });

  test.each([[{ name: '社会救助系统' }], [{ name: '救助业务平台' }], [{ name: '金保工程', sourceSystem: '金保 工程' }]])(
    'is no name of a system',
    (answers) => {
      expect(findings(answers)).toEqual(['name name_is_system']);
    },
  );

  test('that ends in digits is doubtful', () => {
    expect(findings({ name: '救助站点2025' })).toEqual(['? name name_ends_in_digits']);
  });

  test('is compared without spaces, points and the digits at its end', () => {
    expect(plainName('低保 对象,名册（试行）12')).toBe('低保对象名册试行');
  });
});

describe('the format', () => {
  test.each([
    ['database', ['file_download'], ['shareMethods method_unfit']],
    ['spreadsheet', ['query_api'], ['shareMethods method_unfit']],
    ['service_interface', ['verify_api'], []],
    ['database', ['query_api', 'file_download'], ['? shareMethods method_odd']],
  ])('%s by %s', (resourceFormat, shareMethods, expected) => {
    expect(findings({ resourceFormat, shareMethods })).toEqual(expected);
  });

  test('of an item is one of the list, and has a length where it needs one', () => {
    expect(findings({ items: [itemRow({ dataType: 'X' })] })).toEqual(['items.0.dataType type_unknown']);
    const { length: _length, ...withoutLength } = itemRow();
    expect(findings({ items: [withoutLength] })).toEqual(['items.0.length length_missing']);
  });
});

describe('requirement 44: the subject', () => {
  test('of natural persons has the citizen id of 18 characters as its key', () => {
    expect(findings({ subjectType: 'natural_person' })).toEqual(['items subject_key_missing']);
    const key = itemRow({ name: '公民身份号码', nameEn: 'citizenId', flags: ['subject_key'], length: 15 });
    expect(findings({ subjectType: 'natural_person', items: [key] })).toEqual(['items.0.length subject_key_length']);
    expect(findings({ subjectType: 'natural_person', items: [{ ...key, length: 18 }] })).toEqual([]);
  });

  test('of legal persons has the credit code as its key', () => {
    expect(findings({ subjectType: 'legal_person' })).toEqual(['items subject_key_missing']);
  });
});

describe('requirement 1: open is the default', () => {
  const closed = { openType: 'not_open', items: [itemRow({ openType: 'not_open' })] };
  test('what is not opened names its ground and its clause', () => {
    expect(findings(closed)).toEqual(['notOpenGround ground_missing', 'notOpenBasis clause_missing']);
    expect(findings({ ...closed, notOpenGround: 'in_process', notOpenBasis: '政府信息公开条例第十六条' })).toEqual([]);
  });

  test('what is not shared names the law', () => {
    expect(findings({ shareType: 'not_shared', shareMethods: [], notSharedBasis: '不方便' })).toEqual(['notSharedBasis clause_missing']);
  });

  test('an open entry has an open item, and none that is opened wider', () => {
    expect(findings({ items: [itemRow({ openType: 'not_open' })] })).toEqual(['openType open_without_items']);
    expect(findings({ openType: 'conditional', openCondition: '本行业', items: [itemRow()] })).toEqual([
      'items.0.openType item_wider_than_entry',
    ]);
  });
});

describe('requirement 2: what is sensitive is opened masked', () => {
  test.each([
    ['level 2', { level: '2' }, {}],
    ['personal', { flags: ['personal'] }, { piAssessment: '影响可控' }],
    ['a trade secret', { flags: ['business_secret'] }, {}],
  ])('an item that is %s needs a mask rule', (_what, row, answers) => {
    expect(findings({ ...answers, items: [itemRow(row)] })).toEqual(['items.0.maskRule mask_missing']);
    expect(findings({ ...answers, items: [itemRow({ ...row, maskRule: 'hash' })] })).toEqual([]);
  });

  test('personal information needs its impact assessment', () => {
    expect(findings({ items: [itemRow({ flags: ['personal'], maskRule: 'hash' })] })).toEqual(['piAssessment assessment_missing']);
  });
});

describe('requirement 3: one source for each element', () => {
  const person = (row: object): Answers => ({
    subjectType: 'natural_person',
    items: [
      itemRow({ name: '公民身份号码', nameEn: 'citizenId', flags: ['subject_key'], length: 18 }),
      itemRow({ name: '姓名', nameEn: 'fullName', ...row }),
    ],
  });

  test("another department's authoritative item is referred to", () => {
    expect(findings(person({}))).toEqual(['items.1.sourceItem source_reference']);
    expect(findings(person({ sourceItem: 'cat-001-02' }))).toEqual([]);
    expect(findings(person({ sourceItem: 'cat-404-01' }))).toEqual(['items.1.sourceItem source_unknown']);
  });

  test('two departments are not the source, unless the bureau is asked to designate one', () => {
    expect(findings(person({ flags: ['authoritative'] }))).toEqual(['items.1.flags source_conflict']);
    expect(findings({ ...person({ flags: ['authoritative'] }), designation: true })).toEqual([]);
  });

  test('an item that is published already is only reminded of its source', () => {
    expect(findings(person({ itemId: 'cat-900-02' }), { publishedItems: new Set(['cat-900-02']) })).toEqual([
      '? items.1.sourceItem source_reference',
    ]);
  });

  test('the source itself refers to nobody', () => {
    expect(findings(person({ flags: ['authoritative'] }), { providerId: 'zfw' })).toEqual([]);
  });
});

test('items have names of their own, and keep the ids that grants know them by', () => {
  expect(findings({ items: [itemRow(), itemRow({ nameEn: 'other' })] })).toEqual(['items.1.name item_duplicate']);
  expect(findings({ items: [itemRow({ itemId: 'cat-900-01' })] })).toEqual(['items.0.itemId item_unknown']);
  const twice = [itemRow({ itemId: 'cat-900-01' }), itemRow({ itemId: 'cat-900-01', name: '地址', nameEn: 'address' })];
  expect(findings({ items: twice }, { ownItems: new Set(['cat-900-01']) })).toEqual(['items.1.itemId item_unknown']);
});

test('an entry is changed by one case at a time', () => {
  expect(findings({}, { isUnderChange: true })).toEqual(['entryId entry_under_change']);
});

describe('check digits', () => {
  test('of a citizen id', () => {
    expect(isCitizenId('11010519491231002X')).toBe(true);
    expect(isCitizenId('110105194912310021')).toBe(false);
    expect(isCitizenId('11010519491331002X')).toBe(false);
  });

  test('of a unified social credit code (GB 32100)', () => {
    expect(isUscc('91350100M000100Y43')).toBe(true);
    expect(isUscc('91350100M000100Y44')).toBe(false);
    expect(isUscc('91350100I000100Y43')).toBe(false);
  });

  test("of every organisation's code in the demo", () => {
    const { organisations } = JSON.parse(readFileSync('server/db/seed/organisations.json', 'utf8'));
    for (const { code, id } of organisations) expect(isUscc(code), id).toBe(true);
    expect(findings({}, { providerCode: '11540100FF0000098X' })).toEqual(['contact provider_code']);
  });

  test("nobody's identity number stands in a catalogue", () => {
    expect(findings({ abstract: '例如11010519491231002x的救助记录' })).toEqual(['abstract contains_citizen_id']);
    expect(citizenIdsIn('流水号 2025000100010001001')).toEqual([]);
  });
});

test('every check says what to do, in both languages', () => {
  for (const code of CHECK_CODES) {
    expect(errorText({ code, params: {} })).toMatch(/\p{Script=Han}/u);
    expect(errorText({ code, params: {} }, 'en')).not.toBe(code);
  }
});

test('half typed, an entry is checked as far as it goes', () => {
  expect(errorsIn(checkEntry(entryContentOf({}), register)).every(({ code }) => code === 'group_missing')).toBe(true);
});

test('a thousand entries are checked within a second', () => {
  const contents = Array.from({ length: 1000 }, (_, number) => entryContentOf(entryAnswers({ name: `救助站点情况第${number}批` })));
  const before = performance.now();
  for (const content of contents) checkEntry(content, register);
  expect(performance.now() - before).toBeLessThan(1000);
});
