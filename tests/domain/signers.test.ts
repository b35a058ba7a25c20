import { describe, expect, test } from 'vitest';
import type { Signing } from '#processes/definition.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { askedNow, drawnSigners, held, outcomeBySigning, standing, turned, withoutSigner, withSignature } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';

const OUTCOMES: OutcomeKey[] = ['agree', 'partly', 'refuse', 'return', 'suspected_secret'];
const A = 'civil:data_steward';
const B = 'police:data_steward';
const C = 'edu:data_steward';

function drawn(signing: Signing, candidates: string[] = [A, B, C]): Signer[] {
  let n = 0;
  return drawnSigners(signing, { candidates }, () => `s${(n += 1)}`);
}

/** Each signs in turn: by which signer, with which outcome. */
function after(signing: Signing, signers: Signer[], ...signatures: [id: string, outcome: string][]): Signer[] {
  return signatures.reduce((now, [id, outcome]) => {
    const by = now.find((signer) => signer.id === id);
    if (by?.state !== 'due') throw new Error(`${id} is not due`);
    return withSignature(signing, now, by, outcome);
  }, signers);
}

function outcome(signing: Signing, ...signatures: [id: string, outcome: string][]): string | null {
  return outcomeBySigning({ signing, outcomes: OUTCOMES }, after(signing, drawn(signing), ...signatures));
}

function added(place: 'before' | 'after', anchorId: string, id = 'x'): Signer {
  const one = { actingAs: 'civil:dept_leader', delegate: null, state: 'waiting', outcome: null, addedBy: 'civil-steward' } as const;
  return { id, seq: 9, place, anchorId, groups: ['civil:dept_leader'], holder: 'civil:@civil-leader', ...one };
}

describe('any (或签)', () => {
  const any: Signing = { rule: 'any' };
  test('asks all posts at once, and the first signature decides', () => {
    expect(askedNow(drawn(any))).toEqual([A, B, C]);
    expect(drawn(any)).toHaveLength(1);
    expect(outcome(any, ['s1', 'refuse'])).toBe('refuse');
    expect(outcome(any, ['s1', 'agree'])).toBe('agree');
  });
});

describe('all (会签)', () => {
  const all: Signing = { rule: 'all' };
  test('asks every post, and ends with the last approval', () => {
    expect(askedNow(drawn(all))).toEqual([A, B, C]);
    expect(outcome(all, ['s1', 'agree'], ['s3', 'agree'])).toBeNull();
    expect(outcome(all, ['s1', 'agree'], ['s3', 'agree'], ['s2', 'agree'])).toBe('agree');
  });
  test('a rejection ends it at once', () => {
    expect(outcome(all, ['s2', 'refuse'])).toBe('refuse');
    expect(outcome(all, ['s1', 'agree'], ['s2', 'return'])).toBe('return');
  });
  test('of several approvals the most careful one counts', () => {
    expect(outcome(all, ['s1', 'partly'], ['s2', 'agree'], ['s3', 'agree'])).toBe('partly');
  });
});

describe('sequential (依次)', () => {
  const sequential: Signing = { rule: 'sequential' };
  test('asks the next post once the one before has approved', () => {
    expect(askedNow(drawn(sequential))).toEqual([A]);
    expect(askedNow(after(sequential, drawn(sequential), ['s1', 'agree']))).toEqual([B]);
    expect(outcome(sequential, ['s1', 'agree'], ['s2', 'agree'])).toBeNull();
    expect(outcome(sequential, ['s1', 'agree'], ['s2', 'agree'], ['s3', 'agree'])).toBe('agree');
    expect(outcome(sequential, ['s1', 'agree'], ['s2', 'refuse'])).toBe('refuse');
  });
});

describe('ratio (票签)', () => {
  const most: Signing = { rule: 'ratio', of: 2, outOf: 3 };
  test('ends as soon as it is reached', () => {
    expect(outcome(most, ['s1', 'agree'])).toBeNull();
    expect(outcome(most, ['s1', 'agree'], ['s3', 'agree'])).toBe('agree');
  });
  test('one rejection does not end it, two that make it impossible do', () => {
    expect(outcome(most, ['s1', 'refuse'])).toBeNull();
    expect(outcome(most, ['s1', 'refuse'], ['s2', 'agree'], ['s3', 'agree'])).toBe('agree');
    expect(outcome(most, ['s1', 'refuse'], ['s2', 'refuse'])).toBe('refuse');
  });
  test('rounds up: of four signers half are two, two thirds are three', () => {
    const four = (of: number, outOf: number) => {
      const signing: Signing = { rule: 'ratio', of, outOf };
      return outcomeBySigning(
        { signing, outcomes: OUTCOMES },
        after(signing, drawn(signing, [A, B, C, 'housing:data_steward']), ['s1', 'agree'], ['s2', 'agree']),
      );
    };
    expect(four(1, 2)).toBe('agree');
    expect(four(2, 3)).toBeNull();
  });
});

test('what may be a secret is locked away at once under every rule', () => {
  for (const signing of [{ rule: 'all' }, { rule: 'sequential' }, { rule: 'ratio', of: 1, outOf: 3 }] as const) {
    expect(outcome(signing, ['s1', 'suspected_secret']), signing.rule).toBe('suspected_secret');
  }
});

describe('who was added before (前加签)', () => {
  const any: Signing = { rule: 'any' };
  const both = turned(any, [held(drawn(any)[0] as Signer, 'civil:@civil-steward', A), added('before', 's1')]);
  test('is asked first, and who added them signs afterwards, whatever they said', () => {
    expect(askedNow(both)).toEqual(['civil:@civil-leader']);
    for (const word of ['agree', 'return']) {
      const now = after(any, both, ['x', word]);
      expect(askedNow(now)).toEqual(['civil:@civil-steward']);
      expect(outcomeBySigning({ signing: any, outcomes: OUTCOMES }, now)).toBeNull();
    }
  });
  test('once removed is not waited for', () => {
    expect(askedNow(withoutSigner(any, both, both[1] as Signer))).toEqual(['civil:@civil-steward']);
  });
});

describe('who was added after (后加签)', () => {
  const any: Signing = { rule: 'any' };
  const both = turned(any, [held(drawn(any)[0] as Signer, 'civil:@civil-steward', A), added('after', 's1')]);
  const verdict = (signers: Signer[]) => outcomeBySigning({ signing: any, outcomes: OUTCOMES }, signers);
  test('is asked once the other has approved, and the step ends with both', () => {
    expect(askedNow(both)).toEqual(['civil:@civil-steward']);
    const first = after(any, both, ['s1', 'agree']);
    expect([verdict(first), askedNow(first)]).toEqual([null, ['civil:@civil-leader']]);
    expect(verdict(after(any, first, ['x', 'agree']))).toBe('agree');
  });
  test('is not asked when the other rejects', () => {
    expect(verdict(after(any, both, ['s1', 'refuse']))).toBe('refuse');
  });
  test('gives it back to who added them, who signs anew', () => {
    const back = after(any, both, ['s1', 'agree'], ['x', 'return']);
    expect([verdict(back), askedNow(back)]).toEqual([null, ['civil:@civil-steward']]);
    expect(verdict(after(any, back, ['s1', 'refuse']))).toBe('refuse');
    expect(verdict(after(any, back, ['s1', 'agree'], ['x', 'agree']))).toBe('agree');
  });
  test('once removed leaves the other to sign anew', () => {
    const first = after(any, both, ['s1', 'agree']);
    const now = withoutSigner(any, first, first[1] as Signer);
    expect([verdict(now), askedNow(now)]).toEqual([null, ['civil:@civil-steward']]);
  });
});

test('only signatures of the drawing that said what was decided stand for their step', () => {
  const row = (id: string, outcomeOfRow: string, isAdded = false) => ({ id, taskId: 't1', outcome: outcomeOfRow, added: isAdded });
  const decisions = [row('1', 'refuse'), row('2', 'agree'), row('3', 'agree', true), { ...row('4', 'agree'), taskId: 't2' }];
  expect(
    standing(decisions, [
      { id: 't1', outcome: 'agree' },
      { id: 't2', outcome: null },
    ]).map(({ id }) => id),
  ).toEqual(['2']);
});
