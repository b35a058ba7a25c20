import { expect, test } from 'vitest';
import { isMinor, entryContentOf, itemsBeside } from '#server/domain/entry-content.ts';
import { toldOfReturns } from '#server/domain/returns.ts';
import { entryAnswers, itemRow } from '../support/entry-answers.ts';

test('items of two versions are compared by their ids, whatever came before them', () => {
  const [one, two] = [itemRow({ itemId: 'x-01', name: '甲' }), itemRow({ itemId: 'x-02', name: '乙' })];
  const three = itemRow({ itemId: 'x-03', name: '丙' });
  const beside = itemsBeside(entryAnswers({ items: [one, two] }), entryAnswers({ items: [three, two] }));
  expect(beside['items']).toEqual([{}, two, one]);
});

test('a narrower class is no minor change: it comes to the bureau', () => {
  const before = entryContentOf(entryAnswers());
  const narrowed = entryContentOf(entryAnswers({ openType: 'conditional', openCondition: '实名申请' }));
  expect(isMinor(before, narrowed)).toBe(false);
  expect(isMinor(before, entryContentOf(entryAnswers({ shareType: 'conditional', shareCondition: '履职' })))).toBe(false);
  expect(isMinor(before, entryContentOf(entryAnswers({ contact: '信息中心 0891-6321111' })))).toBe(true);
});

test('the third return is put to the bureau and to the panel, no other is', () => {
  const facts = { applicant: 'civil', provider: 'civil', bureau: 'bdb', secrecy: 'secrecy', coordination: 'ndrc' };
  const returned = (times: number) => Array.from({ length: times }, () => ({ outcome: 'return' }));
  expect(toldOfReturns(facts, returned(2), 'return')).toEqual(['bdb:bureau_leader', 'ndrc:coordination_member']);
  expect(toldOfReturns(facts, returned(1), 'return')).toEqual([]);
  expect(toldOfReturns(facts, returned(3), 'return')).toEqual([]);
  expect(toldOfReturns(facts, returned(2), 'pass')).toEqual([]);
});
