import { expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import type { CaseSoFar, SubjectEntry } from '#server/domain/case-kinds.ts';
import { shareDisputeKind } from '#server/domain/kinds/share-dispute.ts';

const entry: SubjectEntry = {
  id: 'cat-040',
  name: '最低生活保障对象信息',
  state: 'published',
  version: 1,
  level: 2,
  providerId: 'civil',
  providerName: '市民政局',
  shareType: 'conditional',
  shareCondition: '履行法定职责',
  notSharedBasis: null,
  shareMethods: ['verify_api'],
  openType: 'not_open',
  openCondition: null,
  notOpenBasis: '依据',
  items: ['a', 'b', 'c'].map((id) => ({ id, name: id, level: 2, flags: [] })),
};
const refused = (shareType: SubjectEntry['shareType'], contestable: readonly string[] | null) =>
  shareDisputeKind.refuse?.({ subject: { entry: { ...entry, shareType }, grant: null, contestable } }) ?? null;

function soFar(written: Readonly<Record<string, Answers>>): CaseSoFar {
  return {
    subject: { entry, grant: null },
    application: { itemIds: ['a', 'b'], method: 'verify_api' },
    latest: (formKey) => written[formKey] ?? null,
    outcome: () => null,
    screening: null,
    granted: null,
    colleagues: [],
    now: '2026-03-02T10:00',
  };
}

test('contested is what is not shared, or an application that was refused, narrowed or left unanswered', () => {
  expect(refused('not_shared', [])).toBeNull();
  expect(refused('conditional', ['case-1'])).toBeNull();
  expect(refused('conditional', [])).toMatchObject({ reason: 'nothing_to_contest' });
});

test('a department does not contest its own entry', () => {
  expect(refused('not_shared', null)).toMatchObject({ reason: 'nothing_to_contest' });
});

test('no order goes beyond what was applied for', () => {
  expect(shareDisputeKind.stepContext(soFar({}), 'government_decision').options['orderedItems']).toEqual(['a', 'b']);
});

test('an order binds the provider: what was ordered is what an agreement must give', () => {
  const ordered = soFar({ dispute_coordination: { orderedItems: ['a', 'b'] }, government_decision: { orderedItems: ['b'] } });
  const { options, known } = shareDisputeKind.stepContext(ordered, 'provider_decision');
  expect(options['approvedItems']).toEqual(['b']);
  expect(known.askedItems).toEqual(['b']);
  expect(shareDisputeKind.beginWith('provider_decision', ordered)).toMatchObject({ approvedItems: ['b'] });
});
