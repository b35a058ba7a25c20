import { describe, expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { validate } from '#forms/validate.ts';
import { context, shipped } from './forms.ts';

describe('a reply keeps within what was asked for', () => {
  const asked = {
    askedItems: ['cat-040-01', 'cat-040-04'],
    askedMethod: 'verify_api',
    askedQuota: 36500,
    askedQuotaUnit: 'per_year',
    askedFrom: '2026-12-15',
    askedTo: '2027-12-14',
  } as const;
  const whole = {
    approvedItems: ['cat-040-01', 'cat-040-04'],
    approvedMethod: 'verify_api',
    treatment: 'raw',
    quota: 100,
    quotaUnit: 'per_day',
    validTo: '2027-12-14',
  };
  const reply = (outcome: string, answers: object) =>
    validate(shipped('provider_decision'), answers, { ...context, outcome, known: asked });

  test.each<[code: string, path: string, outcome: string, change: object]>([
    ['agree_is_all', 'approvedItems', 'agree', { approvedItems: ['cat-040-01'] }],
    ['partly_is_less', 'approvedItems', 'partly', {}],
    ['granted_after_start', 'validTo', 'agree', { validTo: '2026-12-15' }],
    ['granted_after_start', 'validTo', 'partly', { validTo: '2026-12-01' }],
    ['granted_within_asked', 'validTo', 'agree', { validTo: '2027-12-15' }],
    ['quota_within_asked', 'quota', 'agree', { quota: 101 }],
    ['quota_within_asked', 'quota', 'agree', { quota: 36501, quotaUnit: 'per_year' }],
    ['quota_within_asked', 'quota', 'partly', { quota: 3042, quotaUnit: 'per_month' }],
    ['required_fill', 'rowFilter', 'partly', { treatment: 'scoped' }],
  ])('a reply that says %s at %s is refused: %s %j', (code, path, outcome, change) => {
    expect(reply(outcome, { ...whole, ...change })).toMatchObject({ ok: false, fields: { [path]: { code } } });
  });

  test.each<[outcome: string, change: object]>([
    ['agree', {}],
    ['agree', { quota: 3041, quotaUnit: 'per_month' }],
    ['partly', { approvedItems: ['cat-040-04'] }],
    ['partly', { approvedMethod: 'query_api' }],
    ['partly', { treatment: 'masked' }],
    ['partly', { treatment: 'scoped', rowFilter: '仅限本市户籍' }],
    ['partly', { validTo: '2027-12-13' }],
    ['partly', { quota: 36499, quotaUnit: 'per_year' }],
  ])('a reply in its bounds is taken: %s %j', (outcome, change) => {
    expect(reply(outcome, { ...whole, quotaUnit: 'per_year', quota: 36500, ...change })).toMatchObject({ ok: true });
  });
});

describe('an act does not contradict what its form says', () => {
  test.each<[code: string, form: string, outcome: string, answers: Answers, path: string]>([
    [
      'doubt_is_no_consent',
      'confidentiality_opinion',
      'agree',
      { reviewedItems: ['cat-040-01'], secretFinding: 'doubtful', aggregationRisk: 'low' },
      'secretFinding',
    ],
    ['incomplete_is_no_pass', 'formal_check', 'pass', { complete: 'no', rightProvider: 'yes' }, 'complete'],
    ['incomplete_is_no_pass', 'formal_check', 'pass', { complete: 'yes', rightProvider: 'no' }, 'rightProvider'],
    ['held_here_is_no_consent', 'area_officer', 'agree', { heldHere: 'yes' }, 'heldHere'],
    ['too_wide_is_no_consent', 'internal_consent', 'agree', { necessity: 'narrow', responsiblePerson: 'housing-steward' }, 'necessity'],
    ['answer_each_request', 'supplement', 'done', { replies: [{ request: '备案证明', reply: '见附件' }] }, 'replies'],
    [
      'delivered_after_reply',
      'provision',
      'done',
      { method: 'verify_api', deliveredAt: '2026-11-19T18:00', receipt: '已签收' },
      'deliveredAt',
    ],
  ])('%s: %s, %s', (code, form, outcome, answers, path) => {
    const known = { requested: 2, repliedOn: '2026-11-20' };
    expect(validate(shipped(form), answers, { ...context, outcome, known })).toMatchObject({ ok: false, fields: { [path]: { code } } });
  });

  const corrections = [{ text: '请缩小范围' }];
  test.each<[form: string, outcome: string, answers: Answers]>([
    ['confidentiality_opinion', 'return', { secretFinding: 'doubtful', aggregationRisk: 'high', corrections }],
    ['confidentiality_opinion', 'agree', { reviewedItems: ['cat-040-01'], secretFinding: 'none', aggregationRisk: 'high' }],
    ['formal_check', 'return', { complete: 'no', rightProvider: 'no', corrections }],
    ['internal_consent', 'return', { necessity: 'narrow', corrections }],
    ['supplement', 'done', { replies: [{ request: '备案证明', reply: '见附件' }] }],
    ['provision', 'done', { method: 'verify_api', deliveredAt: '2026-11-20T09:00', receipt: '已签收' }],
  ])('%s: %s with %j is taken', (form, outcome, answers) => {
    const known = { requested: 1, repliedOn: '2026-11-20' };
    expect(validate(shipped(form), answers, { ...context, outcome, known })).toMatchObject({ ok: true });
  });
});
