import { describe, expect, test } from 'vitest';
import { leaderGroups, signsAlone } from '#server/domain/signing-row.ts';
import type { Level } from '#server/domain/catalogue.ts';

const LEVELS: readonly Level[] = [1, 2, 3, 4];
const sides = { applicant: 'housing', provider: 'civil', bureau: 'bdb', secrecy: 'secrecy' };

describe('what is never signed in a row (SoD 15)', () => {
  test('level 3 and above, of the items or of their review', () => {
    for (const level of LEVELS)
      for (const reviewLevel of LEVELS)
        expect(signsAlone('conditional-share', { duty: null }, { ...sides, level, reviewLevel }), `${level} ${reviewLevel}`).toBe(
          level >= 3 || reviewLevel >= 3,
        );
  });

  test('a case that says no level', () => {
    expect(signsAlone('conditional-share', { duty: null }, sides)).toBe(true);
    expect(signsAlone('conditional-share', { duty: null }, { ...sides, level: 2 })).toBe(false);
  });

  test('any step of a confidentiality review', () => {
    for (const level of LEVELS)
      expect(signsAlone('confidentiality-review', { duty: null }, { ...sides, level, reviewLevel: level })).toBe(true);
  });

  test('a confidentiality opinion, of whatever level', () => {
    for (const level of LEVELS)
      expect(signsAlone('conditional-share', { duty: 'confidentiality-opinion' }, { ...sides, level, reviewLevel: level })).toBe(true);
  });
});

test('cards are for the posts of a leader, and for no other post of the same person', () => {
  const person = { accountId: 'me', name: '某人', organisationId: 'civil', organisationName: '市民政局' };
  expect(leaderGroups({ ...person, groups: ['civil:dept_leader', 'civil:data_steward', 'bdb:bureau_leader'] })).toEqual([
    'civil:dept_leader',
    'bdb:bureau_leader',
  ]);
  expect(leaderGroups({ ...person, groups: ['civil:data_steward'] })).toEqual([]);
});
