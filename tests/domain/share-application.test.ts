import { describe, expect, test } from 'vitest';
import { highestLevel, reviewLevel } from '#server/domain/catalogue.ts';
import { factsOf, optionsFor, warningsFor } from '#server/domain/share-application.ts';
import type { DoubtableEntry } from '#server/domain/share-application.ts';

const entry: DoubtableEntry = {
  id: 'cat-040',
  name: '最低生活保障对象信息',
  state: 'published',
  version: 1,
  level: 4,
  providerId: 'civil',
  providerName: '市民政局',
  notSharedBasis: null,
  openType: 'not_open',
  openCondition: null,
  notOpenBasis: '个人隐私',
  shareType: 'conditional',
  shareMethods: ['query_api', 'verify_api'],
  shareCondition: '用于住房保障资格审核、教育资助核对',
  items: [
    { id: 'i1', doubted: false, name: '一', level: 1, flags: [] },
    { id: 'i2', doubted: false, name: '二', level: 2, flags: ['personal', 'sensitive_personal'] },
    { id: 'i3', doubted: false, name: '三', level: 3, flags: ['personal'] },
    { id: 'i4', doubted: false, name: '四', level: 4, flags: [] },
  ],
};

describe('the facts that route an application come from the items applied for', () => {
  test.each([
    [['i1'], 1, 1],
    [['i1', 'i3'], 3, 3],
    [['i4', 'i1'], 4, 4],
    [['i2'], 2, 3],
    [['i2', 'i4'], 4, 4],
    [[], 1, 1],
    [['strange'], 1, 1],
  ])('%j: level %i, reviewed like %i', (items, level, review) => {
    expect(factsOf(entry, { id: 'housing', isArea: false }, items)).toEqual({
      applicant: 'housing',
      provider: 'civil',
      bureau: 'bdb',
      secrecy: 'secrecy',
      shareClass: 'conditional',
      level,
      reviewLevel: review,
      sameDepartment: false,
      areaApplicant: false,
    });
  });

  test('one department on both sides is known as such', () => {
    expect(factsOf(entry, { id: 'civil', isArea: false }, ['i1']).sameDepartment).toBe(true);
  });

  test('a county or zone on the asking side is known as such', () => {
    expect(factsOf(entry, { id: 'county-540102', isArea: true }, ['i1']).areaApplicant).toBe(true);
  });

  test('a level that is none is a bug', () => {
    expect(() => highestLevel([{ level: 5, flags: [] }])).toThrow();
    expect(reviewLevel([])).toBe(1);
  });
});

test('what may be chosen are the items and methods of the entry; where none is named any method may', () => {
  expect(optionsFor(entry)).toEqual({ itemIds: ['i1', 'i2', 'i3', 'i4'], method: ['query_api', 'verify_api'], entryId: ['cat-040'] });
  expect(optionsFor({ ...entry, shareMethods: [] })['method']).toHaveLength(4);
});

describe('while typing, an applicant is told', () => {
  const applied = { itemIds: ['i1'], method: 'verify_api', purpose: '办理公租房保障资格审核' };
  const codes = (change: Partial<typeof applied>, granted: string[] = [], changed: Partial<DoubtableEntry> = {}) =>
    warningsFor({ ...entry, ...changed }, { ...applied, ...change }, granted).map(({ code }) => code);

  test('nothing when nothing is to be said', () => {
    expect(codes({})).toEqual([]);
    expect(warningsFor(entry, { itemIds: [], method: '', purpose: '' }, [])).toEqual([]);
  });

  test('that the purpose is not among those listed (requirement 55)', () => {
    expect(codes({ purpose: '开展商业营销推广' })).toEqual(['outside_purpose']);
    expect(codes({ purpose: '用于信息共享' })).toEqual(['outside_purpose']);
    expect(codes({ purpose: '开展商业营销推广' }, [], { shareCondition: null })).toEqual([]);
  });

  test('that verifying would do (requirement 56)', () => {
    expect(codes({ method: 'query_api' })).toEqual(['verify_would_do']);
    expect(codes({ method: 'query_api' }, [], { shareMethods: ['query_api'] })).toEqual([]);
  });

  test('which items are granted already, and which are of level 3 or above', () => {
    expect(warningsFor(entry, { ...applied, itemIds: ['i1', 'i3', 'i4'] }, ['i1', 'other'])).toEqual([
      { path: 'itemIds', code: 'high_level', items: ['i3', 'i4'] },
      { path: 'itemIds', code: 'already_granted', items: ['i1'] },
    ]);
  });

  test('which items are being verified (requirement 63)', () => {
    const items = entry.items.map((item) => ({ ...item, doubted: item.id === 'i2' }));
    expect(warningsFor({ ...entry, items }, { ...applied, itemIds: ['i1', 'i2'] }, [])).toEqual([
      { path: 'itemIds', code: 'doubted', items: ['i2'] },
    ]);
    expect(warningsFor({ ...entry, items }, { ...applied, itemIds: ['i1'] }, [])).toEqual([]);
  });

  test('that the entry is not shared, or not in this way', () => {
    expect(codes({}, [], { shareType: 'not_shared', shareMethods: [] })).toEqual(['not_shared']);
    expect(codes({ method: 'file_download' })).toEqual(['method_not_offered', 'verify_would_do']);
  });
});
