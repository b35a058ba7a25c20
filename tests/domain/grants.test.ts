import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHARE_METHODS } from '#server/domain/catalogue.ts';
import { grantTerms, methodsWithin, TREATMENTS } from '#server/domain/grants.ts';

const application = {
  itemIds: ['a', 'b', 'c'],
  method: 'query_api',
  frequency: 200,
  frequencyUnit: 'per_day',
  validFrom: '2026-12-01',
  validTo: '2027-12-01',
};
const decided = {
  approvedItems: ['a', 'b'],
  approvedMethod: 'verify_api',
  treatment: 'masked',
  rowFilter: '仅本市',
  quota: 100,
  quotaUnit: 'per_day',
  validTo: '2027-06-30',
};

test('unconditional sharing is granted as it was registered', () => {
  expect(grantTerms(application, null, null)).toEqual({
    items: ['a', 'b', 'c'],
    method: 'query_api',
    treatment: 'raw',
    rowFilter: '',
    quota: 200,
    quotaUnit: 'per_day',
    validFrom: '2026-12-01',
    validTo: '2027-12-01',
  });
});

test('a decision grants less than was applied for as it says (requirement 17)', () => {
  expect(grantTerms(application, decided, null)).toEqual({
    items: ['a', 'b'],
    method: 'verify_api',
    treatment: 'masked',
    rowFilter: '仅本市',
    quota: 100,
    quotaUnit: 'per_day',
    validFrom: '2026-12-01',
    validTo: '2027-06-30',
  });
});

describe('more than was applied for is cut', () => {
  test.each([
    ['items', { approvedItems: ['a', 'z'] }, { items: ['a'] }],
    ['a way that discloses more', { approvedMethod: 'database_exchange' }, { method: 'query_api' }],
    ['quantity', { quota: 201 }, { quota: 200, quotaUnit: 'per_day' }],
    ['time', { validTo: '2029-01-01' }, { validTo: '2027-12-01' }],
  ])('%s', (_, more, cut) => {
    expect(grantTerms(application, { ...decided, ...more }, null)).toMatchObject(cut);
  });

  test('quantities in different units are compared by the year', () => {
    const monthly = { ...application, frequency: 200, frequencyUnit: 'per_month' };
    expect(grantTerms(monthly, { ...decided, quota: 100, quotaUnit: 'per_day' }, null)).toMatchObject({
      quota: 200,
      quotaUnit: 'per_month',
    });
    expect(grantTerms(monthly, { ...decided, quota: 2000, quotaUnit: 'per_year' }, null)).toMatchObject({
      quota: 2000,
      quotaUnit: 'per_year',
    });
    expect(grantTerms(monthly, { ...decided, quota: 1, quotaUnit: 'once' }, null)).toMatchObject({ quota: 1, quotaUnit: 'once' });
  });
});

test('items that the confidentiality opinion leaves out are not granted', () => {
  expect(grantTerms(application, decided, { reviewedItems: ['b', 'c'] }).items).toEqual(['b']);
});

test('no decision and no opinion ever grants what was not applied for', () => {
  const items = fc.subarray(['a', 'b', 'c', 'd', 'e']);
  const method = fc.constantFrom(...SHARE_METHODS);
  const day = fc.integer({ min: 10, max: 28 }).map((n) => `2027-01-${n}`);
  fc.assert(
    fc.property(
      items,
      items,
      fc.option(items),
      method,
      method,
      day,
      day,
      fc.constantFrom(...TREATMENTS),
      (applied, approved, reviewed, asked, given, wanted, until, treatment) => {
        const terms = grantTerms(
          { ...application, itemIds: applied, method: asked, validTo: wanted },
          { ...decided, approvedItems: approved, approvedMethod: given, validTo: until, treatment },
          reviewed === null ? null : { reviewedItems: reviewed },
        );
        expect(terms.items.every((id) => applied.includes(id) && approved.includes(id) && (reviewed ?? approved).includes(id))).toBe(true);
        expect(methodsWithin(asked)).toContain(terms.method);
        expect(terms.validTo <= wanted && terms.validTo <= until).toBe(true);
      },
    ),
  );
});

test('the ways of sharing that disclose no more than one are itself and those after it (requirement 56)', () => {
  expect(methodsWithin('query_api')).toEqual(['query_api', 'verify_api']);
  expect(methodsWithin('verify_api')).toEqual(['verify_api']);
  expect(methodsWithin('database_exchange')).toEqual(SHARE_METHODS);
});

test('answers that no form let through are a bug, not a grant', () => {
  expect(() => grantTerms({ ...application, method: 'post' }, null, null)).toThrow();
  expect(() => grantTerms(application, { ...decided, treatment: 'all' }, null)).toThrow();
});
