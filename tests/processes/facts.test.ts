import { expect, test } from 'vitest';
import { shareFactsSchema } from '#processes/conditional-share/process.ts';

const facts = {
  caseId: 'case-1',
  applicant: 'housing',
  provider: 'civil',
  bureau: 'bdb',
  secrecy: 'secrecy',
  shareClass: 'conditional',
  level: 2,
  reviewLevel: 3,
  sameDepartment: false,
  areaApplicant: false,
};

test('facts read back from the engine are checked, and outcomes beside them left out', () => {
  expect(shareFactsSchema.parse({ ...facts, provider_decision: 'agree' })).toEqual(facts);
});

test.each([
  ['a level outside 1 to 4', { reviewLevel: 5 }],
  ['a share class that there is not', { shareClass: 'secret' }],
  ['a text where yes or no is meant', { sameDepartment: 'false' }],
  ['an empty organisation', { provider: '' }],
])('%s is no fact of a share', (_what, wrong) => {
  expect(shareFactsSchema.safeParse({ ...facts, ...wrong }).success).toBe(false);
});
