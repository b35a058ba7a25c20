import { expect, test } from 'vitest';
import { requireDefinition } from '#processes/read-definition.ts';
import { cannotTakeBack, returnTargets } from '#server/domain/going-back.ts';
import type { BackPlace } from '#server/domain/going-back.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));

const place: BackPlace = {
  definition: share,
  startForm: 'share_application',
  applicantId: 'housing',
  facts: {
    applicant: 'housing',
    provider: 'civil',
    bureau: 'bdb',
    secrecy: 'secrecy',
    sameDepartment: false,
    areaApplicant: false,
    level: 2,
    reviewLevel: 2,
  },
  record: [
    { kind: 'decided', element: 'internal_consent', outcome: 'agree' },
    { kind: 'decided', element: 'formal_check', outcome: 'pass' },
  ],
  signed: [{ element: 'internal_consent', actingAs: 'housing:data_steward' }],
};

test('a case goes back within one process: neither into a called one nor out of it', () => {
  const called = {
    ...place,
    definition: { ...share, elements: share.elements.map((one) => (one.id === 'provider_decision' ? { ...one, call: 'review' } : one)) },
  };
  expect(returnTargets(place, 'provider_decision').map(({ element }) => element)).toEqual(['formal_check']);
  expect(returnTargets(called, 'provider_decision')).toEqual([]);
  expect(cannotTakeBack(place, 'formal_check', 'pass')).toBeNull();
  expect(cannotTakeBack(called, 'formal_check', 'pass')).toBe('taken_further');
});
