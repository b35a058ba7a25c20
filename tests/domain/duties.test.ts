import { describe, expect, test } from 'vitest';
import { requireDefinition } from '#processes/read-definition.ts';
import { answersOwnSide, barredFrom, unmetForActivation, unmetForReply } from '#server/domain/duties.ts';
import type { ReplyFacts, Signed } from '#server/domain/duties.ts';
import { contentKindOf, isDecision, stepOf } from '#server/domain/steps.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));
const FORM = 'share_application';
const GROUPS: Readonly<Record<string, string>> = {
  area_officer: 'housing:area_data_officer',
  internal_consent: 'housing:data_steward',
  formal_check: 'bdb:bureau_share_officer',
  revise: 'housing:dept_applicant',
  supplement: 'housing:dept_applicant',
  provider_decision: 'civil:data_steward',
  confidentiality_opinion: 'civil:dept_confidentiality_reviewer',
  leader_approval: 'civil:dept_leader',
  extension_consent: 'bdb:bureau_share_officer',
  terms_applicant: 'housing:dept_applicant',
  terms_provider: 'civil:data_steward',
  provision: 'bdb:platform_operator',
};

/** `provider_decision:agree`, with who else and in which post where it matters. */
function signed(move: string, by: Partial<Signed> = {}): Signed {
  const [element = '', outcome = ''] = move.split(':');
  return { element, outcome, round: 1, revision: 1, accountId: `${element}-person`, actingAs: GROUPS[element] ?? '', ...by };
}

const facts: ReplyFacts = {
  applicant: 'housing',
  provider: 'civil',
  bureau: 'bdb',
  secrecy: 'secrecy',
  sameDepartment: false,
  reviewLevel: 2,
  filedBy: 'filer',
  revision: 1,
  areaApplicant: false,
  contests: false,
};
const same: ReplyFacts = { ...facts, provider: 'housing', sameDepartment: true };
const leader = signed('provider_decision:agree', { actingAs: 'bdb:bureau_leader' });
const city = signed('confidentiality_opinion:agree', { actingAs: 'secrecy:city_confidentiality_reviewer' });
const [agree, partly, refuse, opinion, approval] = [
  'provider_decision:agree',
  'provider_decision:partly',
  'provider_decision:refuse',
  'confidentiality_opinion:agree',
  'leader_approval:agree',
].map((move) => signed(move));
const list = (...decisions: (Signed | undefined)[]): Signed[] => decisions.filter((decision) => decision !== undefined);

describe('a reply may be recorded', () => {
  test.each([
    ["levels 1 and 2: on the steward's word alone", facts, list(agree), null],
    ['in part too', facts, list(partly), null],
    ['a refusal below level 4 too', { ...facts, reviewLevel: 3 }, list(refuse), null],
    ['level 3: with the opinion', { ...facts, reviewLevel: 3 }, list(agree, opinion), null],
    ['level 3: not without it', { ...facts, reviewLevel: 3 }, list(agree), 'no_confidentiality_opinion'],
    [
      'level 3: not when it returns',
      { ...facts, reviewLevel: 3 },
      list(agree, signed('confidentiality_opinion:return')),
      'no_confidentiality_opinion',
    ],
    ['level 3: not when it came before', { ...facts, reviewLevel: 3 }, list(opinion, agree), 'no_confidentiality_opinion'],
    [
      'level 3: not by who decided',
      { ...facts, reviewLevel: 3 },
      list(agree, signed('confidentiality_opinion:agree', { accountId: 'provider_decision-person' })),
      'no_confidentiality_opinion',
    ],
    [
      'level 3: not by the filer',
      { ...facts, reviewLevel: 3 },
      list(agree, signed('confidentiality_opinion:agree', { accountId: 'filer' })),
      'no_confidentiality_opinion',
    ],
    ['level 4: with leader', { ...facts, reviewLevel: 4 }, list(agree, opinion, approval), null],
    ['level 4: not without', { ...facts, reviewLevel: 4 }, list(agree, opinion), 'no_leader_approval'],
    [
      'level 4: not when the reviewer is the leader',
      { ...facts, reviewLevel: 4 },
      list(agree, opinion, signed('leader_approval:agree', { accountId: 'confidentiality_opinion-person' })),
      'no_leader_approval',
    ],
    ['level 4: a refusal is signed too', { ...facts, reviewLevel: 4 }, list(refuse), 'no_leader_approval'],
    ['level 4: and then stands', { ...facts, reviewLevel: 4 }, list(refuse, approval), null],
    ['never without a decision', facts, list(opinion, approval), 'no_provider_decision'],
    ['never on a supplement asked for last', facts, list(agree, signed('provider_decision:supplement')), 'no_provider_decision'],
    ['never by the filer', facts, list(signed('provider_decision:agree', { accountId: 'filer' })), 'decided_by_the_filer'],
    [
      'never by another department',
      facts,
      list(signed('provider_decision:agree', { actingAs: 'edu:data_steward' })),
      'decided_by_another_department',
    ],
    ['never by the bureau in its place', facts, list(leader), 'decided_by_another_department'],
    [
      'never by another post of the provider',
      facts,
      list(signed('provider_decision:agree', { actingAs: 'civil:dept_leader' })),
      'decided_by_another_department',
    ],
    ['never on older content', { ...facts, revision: 2 }, list(agree), 'decided_on_older_content'],
    ["one department: by the bureau's leader", same, list(leader), null],
    [
      'one department: not by its own steward',
      same,
      list(signed('provider_decision:agree', { actingAs: 'housing:data_steward' })),
      'decided_by_another_department',
    ],
    ["one department, level 4: with the city's opinion alone", { ...same, reviewLevel: 4 }, list(leader, city), null],
    [
      'one department, level 3: not with its own reviewer',
      { ...same, reviewLevel: 3 },
      list(leader, signed('confidentiality_opinion:agree', { actingAs: 'housing:dept_confidentiality_reviewer' })),
      'no_confidentiality_opinion',
    ],
  ] as const)('%s', (_, given, decisions, unmet) => {
    expect(unmetForReply(share, given, [signed('internal_consent:agree'), ...decisions])).toBe(unmet);
  });
});

describe("no reply is recorded without the consent of the applicant's own side", () => {
  const [officer, consent, revised] = [signed('area_officer:agree'), signed('internal_consent:agree'), signed('revise:done')];
  const area = { ...facts, areaApplicant: true };
  test.each([
    ['not without it', facts, list(agree), 'no_internal_consent'],
    ['not when it was given after the answer', facts, list(agree, consent), 'no_internal_consent'],
    ['not when it was returned last', facts, list(consent, signed('internal_consent:return'), agree), 'no_internal_consent'],
    ['not when it was written anew since', facts, list(consent, revised, agree), 'no_internal_consent'],
    ['again after it was written anew', facts, list(revised, consent, agree), null],
    ['a supplement needs none', facts, list(consent, signed('provider_decision:supplement'), signed('supplement:done'), agree), null],
    ['not by the filer', facts, list(signed('internal_consent:agree', { accountId: 'filer' }), agree), 'no_internal_consent'],
    [
      'not by another department',
      facts,
      list(signed('internal_consent:agree', { actingAs: 'civil:data_steward' }), agree),
      'no_internal_consent',
    ],
    ['a refusal neither', facts, list(refuse), 'no_internal_consent'],
    ['what is contested needs none', { ...facts, contests: true }, list(agree), null],
    ['in a county or zone with its data officer', area, list(officer, consent, agree), null],
    ['there not without', area, list(consent, agree), 'no_area_consent'],
    ['there not when the officer returned it', area, list(signed('area_officer:return'), consent, agree), 'no_area_consent'],
    [
      'there not by one person twice',
      area,
      list(signed('area_officer:agree', { accountId: 'internal_consent-person' }), consent, agree),
      'no_area_consent',
    ],
  ] as const)('%s', (_, given, decisions, unmet) => {
    expect(unmetForReply(share, given, decisions)).toBe(unmet);
  });
});

describe('a grant may become active', () => {
  const wanted = signed('terms_applicant:confirm');
  const offered = signed('terms_provider:confirm');
  const delivered = signed('provision:done');
  test.each([
    ['after terms of both sides and delivery', facts, list(agree, wanted, offered, delivered), null],
    ['whichever side came first', facts, list(partly, offered, wanted, delivered), null],
    ['not without a reply', facts, list(wanted, offered, delivered), 'no_approving_reply'],
    ['not after a refusal', facts, list(refuse, wanted, offered, delivered), 'no_approving_reply'],
    ["not with one side's terms", facts, list(agree, wanted, delivered), 'terms_not_accepted'],
    ['not with terms of an earlier reply', facts, list(wanted, offered, agree, delivered), 'terms_not_accepted'],
    [
      'not when one side confirms for the other',
      facts,
      list(agree, wanted, signed('terms_provider:confirm', { actingAs: 'housing:data_steward' }), delivered),
      'terms_not_accepted',
    ],
    ['not without delivery', facts, list(agree, wanted, offered), 'no_provision'],
    ['not when the delivery came before the terms', facts, list(agree, delivered, wanted, offered), 'no_provision'],
    [
      'one department: the bureau confirms in its place',
      same,
      list(leader, wanted, signed('terms_provider:confirm', { actingAs: 'bdb:bureau_leader' }), delivered),
      null,
    ],
  ] as const)('%s', (_, given, decisions, unmet) => {
    expect(unmetForActivation(share, given, decisions)).toBe(unmet);
  });
});

describe('separation of duties', () => {
  const file = { filedBy: 'filer', applicant: 'housing', provider: 'civil' };
  const barred = (element: string, ...decisions: (Signed | undefined)[]) =>
    barredFrom(share, FORM, stepOf(share, element), file, list(...decisions), []).toSorted();

  test.each([
    ['the filer, at every step', 'formal_check', [], ['filer']],
    ['who revised it', 'internal_consent', ['revise:done'], ['filer', 'revise-person']],
    ['who supplemented it', 'provider_decision', ['supplement:done'], ['filer', 'supplement-person']],
    [
      'who consented for the applicant, from answering',
      'provider_decision',
      ['internal_consent:agree', 'formal_check:pass'],
      ['filer', 'internal_consent-person'],
    ],
    ['who decided, from the opinion', 'confidentiality_opinion', ['provider_decision:agree'], ['filer', 'provider_decision-person']],
    [
      'who decided and who gave the opinion, from the approval',
      'leader_approval',
      ['provider_decision:agree', 'confidentiality_opinion:agree'],
      ['confidentiality_opinion-person', 'filer', 'provider_decision-person'],
    ],
    ['nobody from the step that they decided before', 'provider_decision', ['provider_decision:agree'], ['filer']],
    ['nobody from the formal check for an earlier one', 'formal_check', ['formal_check:return', 'internal_consent:agree'], ['filer']],
  ] as const)('bars %s', (_, element, moves, expected) => {
    expect(barred(element, ...moves.map((move) => signed(move)))).toEqual(expected);
  });

  test("keeps members of the applicant's department from answering, unless others answer for it anyway", () => {
    const member = { organisationId: 'housing', groups: ['civil:data_steward' as const] };
    const appointed = { organisationId: 'civil', groups: ['civil:data_steward' as const, 'housing:dept_applicant' as const] };
    const provider = { organisationId: 'civil', groups: ['civil:data_steward' as const] };
    const at = (element: string, given = facts) =>
      [member, appointed, provider].map((actor) => answersOwnSide(share, stepOf(share, element), given, actor));
    expect(at('provider_decision')).toEqual([true, true, false]);
    expect(at('leader_approval')).toEqual([true, true, false]);
    expect(at('internal_consent')).toEqual([false, false, false]);
    expect(at('provider_decision', same)).toEqual([false, false, false]);
  });

  test('knows which steps decide, which write the application, and which only confirm', () => {
    const kinds = Object.fromEntries(
      share.steps.map((step) => [step.element, isDecision(step, FORM) ? 'decides' : contentKindOf(step, FORM)]),
    );
    expect(kinds).toEqual({
      area_officer: 'decides',
      internal_consent: 'decides',
      formal_check: 'decides',
      provider_decision: 'decides',
      confidentiality_opinion: 'decides',
      leader_approval: 'decides',
      extension_consent: 'decides',
      revise: 'application',
      supplement: 'supplement',
      terms_applicant: 'decision',
      terms_provider: 'decision',
      provision: 'decision',
    });
  });
});
