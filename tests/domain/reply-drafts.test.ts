import { describe, expect, test } from 'vitest';
import { requireDefinition } from '#processes/read-definition.ts';
import {
  aheadWithoutDrafts,
  eventsWithoutDrafts,
  namesInHand,
  replyStateAfter,
  seesDrafts,
  toldOf,
  withoutDrafts,
} from '#server/domain/reply-drafts.ts';
import type { ReplyState, SeenTask } from '#server/domain/reply-drafts.ts';
import type { Group } from '#server/domain/actor.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));
const PARTIES: Group[] = ['housing:dept_applicant', 'housing:data_steward', 'bdb:bureau_share_officer', 'police:data_steward'];
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));

/** Tasks from `element:outcome` in their order; without an outcome it is open. */
function tasks(...moves: string[]): SeenTask[] {
  return moves.map((move, index) => {
    const [element = '', outcome] = move.split(':');
    const round = moves.slice(0, index + 1).filter((other) => other.startsWith(`${element}:`) || other === element).length;
    const state = outcome === undefined ? 'open' : 'decided';
    return {
      id: `task-${index}`,
      element,
      name: element,
      round,
      state,
      candidates: [],
      outcome: outcome ?? null,
      decidedBy: outcome === undefined ? null : 'somebody',
      dueAt: at(index),
      createdAt: at(index),
      closedAt: outcome === undefined ? null : at(index + 1),
    };
  });
}

function seen(...moves: string[]): string[] {
  return withoutDrafts(share, { endedAt: null }, tasks(...moves)).map(
    ({ id, element, round, state, outcome }) => `${id} ${element} ${round} ${state} ${outcome ?? '-'}`,
  );
}

describe('who sees the drafts of a reply', () => {
  test.each<[boolean, ReplyState, Group[]]>([
    [false, 'none', ['housing:dept_applicant']],
    [false, 'drafted', ['housing:dept_applicant', 'housing:data_steward']],
    [false, 'drafted', ['housing:data_steward', 'civil:data_steward']],
    [true, 'recorded', ['housing:dept_applicant']],
    [true, 'drafted', ['police:data_steward']],
    [true, 'drafted', ['housing:data_steward', 'police:data_steward']],
    [true, 'drafted', ['bdb:bureau_share_officer']],
    [true, 'drafted', ['sec:security_supervisor']],
  ])('%s while it is %s: %j', (sees, replyState, groups) => {
    expect(seesDrafts({ accountId: 'me', organisationId: 'edu', groups }, { applicantId: 'housing', parties: PARTIES, replyState })).toBe(
      sees,
    );
  });
});

describe('news of a case', () => {
  test.each<[ReplyState, readonly string[]]>([
    ['none', PARTIES],
    ['drafted', PARTIES.slice(2)],
    ['recorded', PARTIES],
  ])('while the reply is %s goes to %j', (replyState, told) => {
    expect(toldOf({ applicantId: 'housing', parties: PARTIES, replyState })).toEqual(told);
  });

  test.each<[ReplyState, ReplyState, string, string]>([
    ['drafted', 'none', 'provider_decision', 'agree'],
    ['drafted', 'none', 'provider_decision', 'refuse'],
    ['none', 'drafted', 'provider_decision', 'supplement'],
    ['drafted', 'drafted', 'confidentiality_opinion', 'return'],
    ['drafted', 'drafted', 'extension_consent', 'agree'],
    ['none', 'none', 'supplement', 'done'],
    ['recorded', 'recorded', 'provider_decision', 'agree'],
  ])('the reply is %s, having been %s, after %s: %s', (after, before, element, outcome) => {
    expect(replyStateAfter(share, before, { element, outcome })).toBe(after);
  });
});

describe("the provider's side is one step in hand", () => {
  const HAND = ['task-0 internal_consent 1 decided agree', 'task-1 provider_decision 1 open -'];
  test.each([
    [['provider_decision']],
    [['provider_decision:agree']],
    [['provider_decision:refuse', 'leader_approval']],
    [['provider_decision:agree', 'confidentiality_opinion:agree', 'leader_approval']],
    [['provider_decision:agree', 'confidentiality_opinion:return', 'provider_decision']],
    [['provider_decision:agree', 'confidentiality_opinion:return', 'provider_decision:refuse', 'leader_approval:agree']],
  ])('after %j', (moves) => {
    expect(seen('internal_consent:agree', ...moves)).toEqual(HAND);
  });

  test('that became a request, with no trace of the drafts before it', () => {
    expect(
      seen(
        'provider_decision:agree',
        'confidentiality_opinion:return',
        'provider_decision:supplement',
        'supplement:done',
        'provider_decision:partly',
      ),
    ).toEqual(['task-2 provider_decision 1 decided supplement', 'task-3 supplement 1 decided done', 'task-4 provider_decision 2 open -']);
  });

  test('due when its last is, and dropped with the case', () => {
    const [shown] = withoutDrafts(share, { endedAt: at(9) }, tasks('provider_decision:refuse', 'leader_approval'));
    expect(shown).toMatchObject({ id: 'task-0', state: 'cancelled', outcome: null, decidedBy: null, dueAt: at(1), closedAt: at(9) });
  });

  test('beside others that go on', () => {
    expect(seen('provider_decision:agree', 'extension_consent', 'confidentiality_opinion')).toEqual([
      'task-0 provider_decision 1 open -',
      'task-1 extension_consent 1 open -',
    ]);
  });

  test('in lists by name, also between two drafts', () => {
    const leader = { element: 'leader_approval', name: '分管领导签批' };
    expect(namesInHand(share, [leader], 'drafted')).toEqual(['提供部门答复']);
    expect(namesInHand(share, [], 'drafted')).toEqual(['提供部门答复']);
    expect(namesInHand(share, [{ element: 'internal_consent', name: '内部审核' }], 'none')).toEqual(['内部审核']);
    expect(namesInHand(share, [], 'none')).toEqual([]);
  });

  test('and ahead', () => {
    const ahead = share.steps.map(({ element }) => ({ element }));
    expect(aheadWithoutDrafts(share, ahead).map(({ element }) => element)).not.toContain('leader_approval');
    expect(aheadWithoutDrafts(share, ahead).map(({ element }) => element)).toContain('provider_decision');
  });
});

test('of what happened, each stretch of drafts is told by its beginning and by what was asked', () => {
  const event = (type: string, element: string, outcome?: string) => ({ type, data: { element, ...(outcome ? { outcome } : {}) } });
  const asked = [
    event('task.created', 'provider_decision'),
    event('task.decided', 'provider_decision', 'supplement'),
    event('task.decided', 'supplement', 'done'),
    event('task.created', 'provider_decision'),
  ];
  const drafts = [
    event('task.decided', 'provider_decision', 'agree'),
    event('task.created', 'confidentiality_opinion'),
    event('task.decided', 'confidentiality_opinion', 'return'),
    event('task.created', 'provider_decision'),
    event('task.cancelled', 'provider_decision'),
  ];
  const clock = event('clock.reminded', 'provider_decision');
  expect(eventsWithoutDrafts(share, [...asked, ...drafts, clock])).toEqual([...asked, clock]);
});

describe('an answer to somebody outside', () => {
  test('is one step in hand, the same whichever of several reviews was opened first', async () => {
    const open = await requireDefinition(shippedDrawing('directional-open'));
    const reviews = ['open_related_review', 'open_provider_review', 'open_release_check'];
    for (const opened of [reviews, reviews.toReversed()]) {
      const shown = withoutDrafts(open, { endedAt: null }, tasks('open_acceptance:accept', ...opened));
      expect(shown.map(({ element, state }) => [element, state])).toEqual([
        ['open_acceptance', 'decided'],
        ['open_provider_review', 'open'],
      ]);
    }
  });
});
