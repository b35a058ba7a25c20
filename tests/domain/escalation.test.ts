import { describe, expect, test } from 'vitest';
import { escalatedTo, headsOf } from '#server/domain/escalation.ts';

const COORDINATION = ['ndrc:coordination_member', 'eit:coordination_member'];
const BUREAU = ['bdb:bureau_share_officer', 'bdb:bureau_leader'];

describe('who is told when the time is over', () => {
  test.each([
    [['police:data_steward'], ['police:dept_leader']],
    [['bdb:bureau_share_officer'], ['bdb:bureau_leader']],
    [
      ['samr:data_steward', 'bdb:platform_operator', 'samr:dept_leader'],
      ['samr:dept_leader', 'bdb:bureau_leader'],
    ],
  ])('of %j it is the head, once: %j', (asked, heads) => {
    expect(headsOf(asked, 'bdb')).toEqual(heads);
  });

  test.each([
    [['police:data_steward'], BUREAU],
    [['bdb:bureau_share_officer'], COORDINATION],
    [
      ['samr:data_steward', 'bdb:platform_operator'],
      [...BUREAU, ...COORDINATION],
    ],
  ])('of %j it is later %j', (asked, told) => {
    expect(escalatedTo(asked, 'bdb', COORDINATION)).toEqual(told);
  });
});
