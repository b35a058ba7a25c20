import { describe, expect, test } from 'vitest';
import { isUscc } from '#forms/uscc.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { conditionsOf, openFactsOf, openOptions, screeningOf } from '#server/domain/open-application.ts';
import { isReleasable, openTerms, unmaskedItems, unmetForIssue, unmetForOpening } from '#server/domain/opening.ts';
import type { SubjectItem } from '#server/domain/case-kinds.ts';
import type { Signed } from '#server/domain/duties.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const open = await requireDefinition(shippedDrawing('directional-open'));
const item = { id: 'i1', name: '线路编号', level: 1, flags: [], maskRule: null };
const facts = openFactsOf({ providerId: 'transport', items: [item] }, 'ext-zhixing', { applicantType: 'enterprise', itemIds: ['i1'] });
const place = { ...facts, filedBy: 'filer', revision: 1 };

const POSTS: Readonly<Record<string, string>> = {
  open_acceptance: 'bdb:bureau_open_officer',
  open_provider_review: 'transport:data_steward',
  open_related_review: 'samr:data_steward',
  open_release_check: 'transport:dept_confidentiality_reviewer',
  open_convening: 'bdb:bureau_leader',
  open_proposal: 'transport:data_steward',
  open_approval: 'transport:dept_leader',
  open_agreement_applicant: 'ext-zhixing:external_applicant',
  open_agreement_provider: 'transport:data_steward',
  open_agreement_bureau: 'bdb:bureau_open_officer',
  open_interface: 'bdb:platform_operator',
};

/** Signatures in this order, each `step:outcome`, by the post that is asked. */
function signed(...acts: string[]): Signed[] {
  return acts.map((act) => {
    const [element = '', outcome = ''] = act.split(':');
    const actingAs = POSTS[element] ?? '';
    return { element, outcome, round: 1, accountId: `${actingAs} person`, actingAs, revision: 1 };
  });
}

const REVIEWED = ['open_acceptance:accept', 'open_provider_review:pass', 'open_related_review:pass', 'open_release_check:pass'];
const ANSWERED = [...REVIEWED, 'open_proposal:agree', 'open_approval:agree'];
const SIGNED = ['open_agreement_applicant:confirm', 'open_agreement_provider:confirm', 'open_agreement_bureau:confirm'];

describe('an answer to somebody outside stands', () => {
  test.each([
    ['with everything signed', ANSWERED, null],
    ['not before the bureau has accepted', ANSWERED.slice(1), 'not_accepted_yet'],
    ['not without a review', ANSWERED.filter((act) => !act.startsWith('open_related')), 'reviews_missing'],
    [
      'not where the opinions differ and nobody convened',
      ANSWERED.map((act) => act.replace('related_review:pass', 'related_review:reject')),
      'conflict_not_convened',
    ],
    ['not before the leader has signed', ANSWERED.slice(0, -1), 'no_leader_approval'],
    ['not where the leader returned it', [...ANSWERED.slice(0, -1), 'open_approval:return'], 'no_leader_approval'],
    [
      'not on a result older than a review',
      [...REVIEWED.slice(0, 3), 'open_proposal:agree', 'open_release_check:pass', 'open_approval:agree'],
      'no_proposal',
    ],
    [
      'not to agree where the confidentiality check wants a review',
      ANSWERED.map((act) => act.replace('check:pass', 'check:needs_review')),
      'release_withheld',
    ],
    [
      'as a refusal all the same',
      [...REVIEWED.slice(0, 3), 'open_release_check:needs_review', 'open_proposal:refuse', 'open_approval:agree'],
      null,
    ],
    ['when it is not accepted, by the bureau alone', ['open_acceptance:decline'], null],
  ])('%s', (_, acts, unmet) => {
    expect(unmetForOpening(open, place, signed(...acts))).toBe(unmet);
  });

  test('not when another department gave it (SoD 3)', () => {
    const foreign = signed(...ANSWERED).map((one) => (one.element === 'open_proposal' ? { ...one, actingAs: 'civil:data_steward' } : one));
    expect(unmetForOpening(open, place, foreign)).toBe('decided_by_another_department');
  });

  test('not when the leader is who checked the confidentiality (SoD 9)', () => {
    const same = signed(...ANSWERED).map((one) => ({ ...one, accountId: /release|approval/.test(one.element) ? 'both' : one.accountId }));
    expect(unmetForOpening(open, place, same)).toBe('no_leader_approval');
  });
});

describe('a credential is issued (I2)', () => {
  test.each([
    ['after agreement and configuration', [...ANSWERED, ...SIGNED, 'open_interface:done'], null],
    ['not on a refusal', [...ANSWERED.map((act) => act.replace('proposal:agree', 'proposal:refuse')), ...SIGNED], 'no_approving_reply'],
    ['not with one signature missing', [...ANSWERED, ...SIGNED.slice(1), 'open_interface:done'], 'agreement_not_signed'],
    ['not when it was configured before it was signed', [...ANSWERED, 'open_interface:done', ...SIGNED], 'no_interface_recorded'],
  ])('%s', (_, acts, unmet) => {
    expect(unmetForIssue(open, facts, signed(...acts))).toBe(unmet);
  });
});

test('within the decision there is, nothing more is asked about confidentiality', () => {
  expect(isReleasable(open, signed(...REVIEWED))).toBe(true);
});

test('what is opened is no more than what was asked for, and never for longer', () => {
  const application = { itemIds: ['a', 'b'], qps: 10, validFrom: '2026-12-01', validTo: '2027-11-30' };
  const decided = { approvedItems: ['b', 'c'], approvedMethod: 'query_api', quota: 50, validTo: '2028-01-01' };
  expect(openTerms(application, decided, [{ id: 'b', maskRule: 'hash' }])).toMatchObject({
    items: ['b'],
    method: 'query_api',
    treatment: 'masked',
    quota: 10,
    validTo: '2027-11-30',
  });
  expect(() => openTerms(application, { ...decided, approvedMethod: 'file_download' }, [])).toThrow('interface');
});

test('nothing sensitive is opened without a mask rule (req 2)', () => {
  const items = [
    { id: 'plain', level: 1, flags: [] },
    { id: 'high', level: 2, flags: [] },
    { id: 'person', level: 1, flags: ['personal'] },
    { id: 'masked', level: 4, flags: ['personal'], maskRule: 'hash' },
  ];
  expect(
    unmaskedItems(
      items,
      items.map(({ id }) => id),
    ),
  ).toEqual(['high', 'person']);
});

test('the screening names what stands against an application, and nothing else (req 77)', () => {
  expect(screeningOf({ listings: [], openType: 'conditional', released: true })).toEqual([]);
  expect(screeningOf({ listings: ['data_misuse'], openType: 'unconditional', released: false })).toEqual([
    'data_misuse',
    'not_conditionally_open',
    'no_valid_release',
  ]);
});

test('each applicant is looked at by the department in charge of its kind', () => {
  expect(['enterprise', 'research', 'university', 'association'].map((kind) => asked(kind)[0])).toEqual([
    'samr:data_steward',
    'sci:data_steward',
    'edu:data_steward',
    'civil:data_steward',
  ]);
});

test('beside the provider those are asked whose items are applied for, each once, and the supervisor of security (DOMAIN §4.4, 3b)', () => {
  const of = (id: string, sourceProviderId: string | null) => ({ ...item, id, sourceProviderId });
  const items = [of('a', 'police'), of('b', 'police'), of('c', 'eco'), of('d', null), of('e', 'health')];
  expect(asked('enterprise', items, ['a', 'b', 'c', 'd'])).toEqual(['samr:data_steward', 'police:data_steward', 'bdb:security_supervisor']);
  expect(asked('enterprise', [of('a', 'samr')], ['a'])).toEqual(['samr:data_steward', 'bdb:security_supervisor']);
});

function asked(applicantType: string, items: readonly SubjectItem[] = [item], itemIds: readonly string[] = []): string[] {
  return openFactsOf({ providerId: 'eco', items }, 'x', { applicantType, itemIds: [...itemIds] }).relatedGroups;
}

test('nobody applies in another name', () => {
  const applicant = { id: 'ext', name: '某公司', code: '91540100FF0000530K', kind: 'external_enterprise' };
  expect(openOptions({ id: 'cat-025', items: [item] }, applicant)).toMatchObject({ name: ['某公司'], uscc: ['91540100FF0000530K'] });
});

test('conditions are asked one by one', () => {
  expect(conditionsOf('依法登记法人;QPS≤20; 接口方式')).toEqual(['依法登记法人', 'QPS≤20', '接口方式']);
  expect(conditionsOf(null)).toEqual([]);
});

test.each([
  ['91540100FF0000530K', true],
  ['91540100FF0000530J', false],
  ['91540100FF0000530', false],
  ['91540100FI0000530K', false],
])('%s is a unified social credit code: %s (GB 32100)', (code, sound) => {
  expect(isUscc(code)).toBe(sound);
});
