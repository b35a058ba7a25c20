import { expect, test } from 'vitest';
import type { Register } from '#server/domain/one-source.ts';
import { elementKey } from '#server/domain/catalogue-names.ts';
import { overlapsIn } from '#server/domain/collection.ts';
import { collectionCheckKind } from '#server/domain/kinds/collection-check.ts';

const source = { itemId: 'cat-001-01', entryName: '人口基础信息', providerId: 'police', providerName: '市公安局' };
const register: Register = {
  providerId: 'civil',
  providerCode: '',
  entryId: null,
  ownNames: new Map(),
  sources: new Map([[elementKey('户籍地址', 'natural_person'), source]]),
  sourceIds: new Set([source.itemId]),
  themeLeads: new Map(),
  publishedItems: new Set(),
  ownItems: new Set(),
  isUnderChange: false,
};
const application = { target: 'natural_person', items: [{ name: '户籍地址' }, { name: '救助记录' }] };
const subject = { entry: null, grant: null };
const judged = (outcome: string, answers = {}) =>
  collectionCheckKind.judge?.({ formKey: 'collection_decision', outcome, answers, application, subject }, register);

test('what another department is the source of overlaps, whatever else is collected (requirement 27)', () => {
  expect(overlapsIn(application, register)).toEqual([{ name: '户籍地址', source }]);
});

test("a department's own source, and the same word about another kind of subject, is no overlap", () => {
  expect(overlapsIn(application, { ...register, providerId: 'police' })).toEqual([]);
  expect(overlapsIn({ ...application, target: 'legal_person' }, register)).toEqual([]);
});

test('what overlaps is allowed neither whole nor in part (requirement 41)', () => {
  expect(judged('agree')).toMatchObject({ finding: { code: 'collected_elsewhere', params: { names: '户籍地址' } } });
  expect(judged('partly', { allowedItems: ['户籍地址', '救助记录'] })).toMatchObject({ allowedItems: { code: 'collected_elsewhere' } });
  expect(judged('partly', { allowedItems: ['救助记录'] })).toEqual({});
});

test('what overlaps may be sent to an application, to a source that is named, or be refused (requirement 42)', () => {
  for (const outcome of ['redirect', 'designate', 'refuse']) expect(judged(outcome)).toEqual({});
});
