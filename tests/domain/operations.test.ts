import { describe, expect, test } from 'vitest';
import type { Actor, Group } from '#server/domain/actor.ts';
import { allowedOperations, cell, mayInQuarantine, OPERATIONS, refuseOperation, RELATIONS } from '#server/domain/operations.ts';
import { relationsTo, turnOf } from '#server/domain/turns.ts';
import type { Operation, Relation } from '#server/domain/operations.ts';
import { operationMatrix } from '#server/auth/operation-matrix.ts';
import { withPrincipals } from '#server/domain/deputies.ts';
import { drawnSigners, held } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import { reasonText } from '#server/messages/reasons.ts';

/** What is allowed, written down a second time by hand: of each relation the operations, while the task is open and once it is decided. */
const ALLOWED: Readonly<Record<Relation, { open: readonly Operation[]; decided: readonly Operation[] }>> = {
  candidate: { open: ['decide', 'claim', 'transfer', 'delegate', 'add_signer', 'remove_signer', 'return', 'copy'], decided: ['copy'] },
  holder: { open: ['decide', 'release', 'transfer', 'delegate', 'add_signer', 'remove_signer', 'return', 'copy'], decided: ['copy'] },
  added: { open: ['decide', 'copy'], decided: ['copy'] },
  delegator: { open: ['recall', 'remove_signer', 'copy'], decided: ['copy'] },
  delegate: { open: ['hand_back', 'copy'], decided: ['copy'] },
  colleague: { open: ['copy'], decided: ['copy'] },
  waiting: { open: ['remove_signer', 'copy'], decided: ['copy'] },
  signed: { open: ['remove_signer', 'copy'], decided: ['copy'] },
  head: { open: ['release', 'transfer', 'copy'], decided: ['copy'] },
  decider: { open: ['copy'], decided: ['take_back', 'copy'] },
  past: { open: ['copy'], decided: ['copy'] },
  applicant: { open: ['copy', 'urge'], decided: ['copy'] },
  barred: { open: [], decided: [] },
  reader: { open: [], decided: [] },
};

describe('every cell', () => {
  test.each(RELATIONS)('%s', (relation) => {
    for (const operation of OPERATIONS) {
      const may = (state: 'open' | 'decided' | 'cancelled') => cell(state, relation, operation) === 'yes';
      expect(may('open'), `open ${operation}`).toBe(ALLOWED[relation].open.includes(operation));
      expect(may('decided'), `decided ${operation}`).toBe(ALLOWED[relation].decided.includes(operation));
      expect(may('cancelled'), `cancelled ${operation}`).toBe(operation === 'copy' && ALLOWED[relation].decided.includes('copy'));
    }
  });

  test('that says no says why, in both languages', () => {
    for (const relation of RELATIONS) {
      for (const operation of OPERATIONS) {
        for (const state of ['open', 'decided', 'cancelled'] as const) {
          const why = cell(state, relation, operation);
          if (why === 'yes') continue;
          expect(reasonText(why, {}, 'zh-CN'), why).toMatch(/\p{Script=Han}.*。$/u);
          expect(reasonText(why, {}, 'en'), why).toMatch(/^[A-Z].*\.$/);
          expect(refuseOperation(state, [relation], operation)).toMatchObject({ reason: why });
        }
      }
    }
  });

  test('stands in the written regulation (run with -u to write it anew)', async () => {
    await expect(operationMatrix()).toMatchFileSnapshot('../../server/domain/operations.md');
  });
});

describe('how somebody stands to a task', () => {
  const task = {
    state: 'open',
    candidates: ['civil:data_steward'],
    barred: ['barred'],
    heads: ['civil:dept_leader'],
    applicantId: 'housing',
    ownSide: () => false,
  } as const;
  const signers = drawnSigners({ rule: 'any' }, task, () => 's1');
  const person = (accountId: string, ...groups: Group[]): Actor => ({
    accountId,
    name: '某人',
    organisationId: groups[0]?.split(':')[0] ?? '',
    organisationName: '',
    groups,
  });
  const steward = person('one', 'civil:data_steward');
  const inHand = [held(signers[0] as Signer, 'civil:@one', 'civil:data_steward')];

  test('follows from the posts, the signers and the bars', () => {
    expect(relationsTo(steward, task, signers)).toEqual(['candidate']);
    expect(relationsTo(steward, task, inHand)).toEqual(['holder']);
    expect(relationsTo(person('two', 'civil:data_steward'), task, inHand)).toEqual(['colleague']);
    expect(relationsTo(person('barred', 'civil:data_steward'), task, signers)).toEqual(['barred']);
    expect(relationsTo(person('head', 'civil:dept_leader'), task, inHand)).toEqual(['head']);
    expect(relationsTo(person('a', 'housing:dept_applicant'), task, signers)).toEqual(['applicant']);
    expect(relationsTo(person('x', 'edu:data_steward'), task, signers)).toEqual(['reader']);
    expect(relationsTo(steward, { ...task, state: 'decided', decidedBy: 'one' }, [])).toEqual(['decider', 'past']);
  });

  test('who prepares it hands it back, and who asked for that may recall it', () => {
    const prepared = [{ ...(inHand[0] as Signer), delegate: 'civil:@three' }];
    expect(relationsTo(steward, task, prepared)).toEqual(['delegator']);
    expect(relationsTo(person('three', 'civil:catalogue_compiler'), task, prepared)).toEqual(['delegate']);
    expect(turnOf(steward, task, prepared)).toBeNull();
  });

  test('several signers: who has signed one part signs no other', () => {
    const both = drawnSigners({ rule: 'all' }, { candidates: ['civil:data_steward', 'civil:dept_leader'] }, () => 'x');
    const signed = both
      .map((signer, n): Signer => ({ ...signer, id: `s${n}` }))
      .with(0, {
        ...(both[0] as Signer),
        id: 's0',
        state: 'signed',
        outcome: 'agree',
        holder: 'civil:@one',
      });
    expect(relationsTo(person('one', 'civil:data_steward', 'civil:dept_leader'), { ...task, heads: [] }, signed)).toEqual(['signed']);
    expect(relationsTo(person('head', 'civil:dept_leader'), { ...task, heads: [] }, signed)).toEqual(['candidate']);
  });

  test('whoever lost the post in which they took it has no turn any more (SoD 13)', () => {
    expect(turnOf(steward, task, inHand)).toMatchObject({ actingAs: 'civil:data_steward' });
    expect(turnOf(person('one', 'civil:dept_leader'), task, inHand)).toBeNull();
  });

  describe('of somebody who stands in for another', () => {
    const leader = { ...task, candidates: ['civil:dept_leader'], heads: [], barred: [] };
    const asked = drawnSigners({ rule: 'any' }, leader, () => 's1');
    const boss = { accountId: 'boss', name: '领导', groups: ['civil:dept_leader'], organisations: ['civil'] } as const;
    const deputy = withPrincipals(steward, [boss]);
    const asDeputy = (barred: string[], signers: readonly Signer[] = asked) => {
      const turn = turnOf(deputy, { ...leader, barred }, signers);
      return [relationsTo(deputy, { ...leader, barred }, signers), turn && [turn.actingAs, turn.actingFor?.accountId ?? null]];
    };

    test('the principal’s posts are theirs, unless either of the two is barred (SoD 10)', () => {
      expect(asDeputy([])).toEqual([['candidate'], ['civil:dept_leader', 'boss']]);
      expect(asDeputy(['boss'])).toEqual([['barred'], null]);
      expect(asDeputy(['one'])).toEqual([['barred'], null]);
      expect(turnOf(deputy, { ...task, barred: ['boss'] }, signers)).toMatchObject({ actingAs: 'civil:data_steward', actingFor: null });
    });

    test('whose side the principal is on counts as well (SoD 3, 4)', () => {
      const onTheirSide = { ...leader, ownSide: (actingFor: unknown) => actingFor !== null };
      expect(relationsTo(deputy, onTheirSide, asked)).toEqual(['barred']);
      expect(turnOf(deputy, onTheirSide, asked)).toBeNull();
    });

    test('what they take in hand is in the principal’s hand, and stays there when the record ends', () => {
      expect(turnOf(deputy, leader, asked)?.holder).toBe('civil:@boss');
      const taken = [held(asked[0] as Signer, 'civil:@boss', 'civil:dept_leader')];
      expect(asDeputy([], taken)).toEqual([['holder'], ['civil:dept_leader', 'boss']]);
      expect(relationsTo(steward, leader, taken)).toEqual(['reader']);
    });

    test('one person signs a step once, in whatever name', () => {
      const both = drawnSigners({ rule: 'all' }, { candidates: ['civil:data_steward', 'civil:dept_leader'] }, () => 'x');
      const one = { ...(both[0] as Signer), id: 's0', state: 'signed', outcome: 'agree', holder: 'civil:@one' } as const;
      expect(relationsTo(deputy, { ...leader, candidates: ['civil:data_steward', 'civil:dept_leader'] }, [one, both[1] as Signer])).toEqual(
        ['signed'],
      );
    });
  });

  test('nothing is written into a case in quarantine, and it is moved nowhere', () => {
    expect(OPERATIONS.filter(mayInQuarantine)).toEqual(['decide', 'claim', 'release', 'recall']);
  });

  test('a bar outweighs everything else', () => {
    expect(allowedOperations('open', ['barred', 'holder'])).toEqual([]);
  });
});
