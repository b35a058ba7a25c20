import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requireDefinition } from '#processes/read-definition.ts';
import { attachmentType } from '#server/domain/attachments.ts';
import { contentHash } from '#server/domain/content.ts';
import { offeredOutcomes, refuseAct } from '#server/domain/decide-task.ts';
import { isId } from '#server/domain/ids.ts';
import { payloadHash } from '#server/domain/signature.ts';
import { clockOf, clocksFrom, stepOf, stepsOfDuty, waitsFor } from '#server/domain/steps.ts';
import { searchQuery, searchVector } from '#server/db/search.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));
const step = stepOf(share, 'provider_decision');
const act = { outcome: 'refuse', opinion: '理由', basis: '依据' };
const now = { earlierOutcomes: [], currentRevision: 2, readRevision: 2, lapsed: false };

describe('an act', () => {
  test('stands when nothing speaks against it', () => {
    expect(refuseAct({ state: 'open', step }, act, now)).toBeNull();
    expect(refuseAct({ state: 'open', step }, { outcome: 'agree', opinion: '', basis: '' }, now)).toBeNull();
  });

  test.each([
    ['on a task that is decided', { state: 'decided' }, {}, {}, { code: 'already_decided' }],
    ['on a task that is cancelled', { state: 'cancelled' }, {}, {}, { code: 'wrong_state' }],
    ['on content that is older', {}, {}, { readRevision: 1 }, { code: 'stale_revision' }],
    ['after the chance has lapsed', {}, {}, { lapsed: true }, { code: 'wrong_state', reason: 'task_lapsed' }],
    ['with an outcome of another step', {}, { outcome: 'pass' }, {}, { fields: { outcome: { code: 'outcome_not_offered' } } }],
    ['with an outcome that is none', {}, { outcome: '__proto__' }, {}, { fields: { outcome: { code: 'outcome_not_offered' } } }],
    [
      'a second time where once is all',
      {},
      { outcome: 'supplement' },
      { earlierOutcomes: ['supplement'] },
      { fields: { outcome: { code: 'outcome_once' } } },
    ],
    ['without reason', {}, { opinion: '' }, {}, { fields: { opinion: { code: 'opinion_required' } } }],
    ['without basis', {}, { basis: '' }, {}, { fields: { basis: { code: 'basis_required' } } }],
  ] as const)('does not stand %s', (_, task, change, circumstances, expected) => {
    expect(refuseAct({ state: 'open', step, ...task }, { ...act, ...change }, { ...now, ...circumstances })).toMatchObject(expected);
  });

  test('is offered each outcome of the step, a supplement once', () => {
    expect(offeredOutcomes(step, [])).toEqual(['agree', 'partly', 'supplement', 'refuse']);
    expect(offeredOutcomes(step, ['supplement'])).toEqual(['agree', 'partly', 'refuse']);
  });
});

describe('the clock of a step stands where it is drawn', () => {
  test.each([
    ['internal_consent', 'internal_consent', 'internal_consent', 'overdue'],
    ['provider_decision', 'provider_decision', 'record_reply', 'overdue'],
    ['leader_approval', 'leader_approval', 'record_reply', 'overdue'],
    ['supplement', 'supplement', 'supplement', 'expired'],
    ['revise', 'revise', 'revise', 'overdue'],
    ['provision', 'record_reply', 'provision', 'overdue'],
  ])('%s from %s until %s, then %s', (element, from, until, atDue) => {
    expect(clockOf(share, stepOf(share, element))).toMatchObject({ from, until, atDue });
  });

  test('the reply starts the time for provision, and nothing else does', () => {
    expect(clocksFrom(share, 'record_reply').map(({ limitKey }) => limitKey)).toEqual(['share.provide_after_approval']);
    expect(clocksFrom(share, 'record_refusal')).toEqual([]);
  });

  test("only the provider's step waits for a request for more time", () => {
    expect(share.steps.filter(({ element }) => waitsFor(share, element, 'extension.requested')).map(({ element }) => element)).toEqual([
      'provider_decision',
    ]);
  });

  test('a duty is found whatever its step is called, a step that is not drawn is a bug', () => {
    expect(stepsOfDuty(share, 'leader-approval')).toEqual(['leader_approval']);
    expect(() => stepOf(share, 'nothing')).toThrow();
  });
});

describe('what was written', () => {
  const written = { form: { key: 'f', version: 1 }, answers: { a: '甲', b: ['x', 'y'] }, opinion: '同意', basis: '' };
  const salt = 'a'.repeat(32);

  test('has one hash, in which every part counts and the order of fields does not', () => {
    const hash = contentHash(salt, written);
    expect(contentHash(salt, { ...written, answers: { b: ['x', 'y'], a: '甲' } })).toBe(hash);
    const others = [
      { ...written, answers: { ...written.answers, a: '乙' } },
      { ...written, opinion: '' },
      { ...written, basis: '同意', opinion: '' },
      { ...written, form: { key: 'f', version: 2 } },
      { ...written, answers: { a: '甲', b: ['y', 'x'] } },
    ].map((other) => contentHash(salt, other));
    expect(new Set([hash, contentHash('b'.repeat(32), written), ...others]).size).toBe(7);
  });

  test('is signed with who, as what, on which revision and when (requirement 58)', () => {
    const signature = {
      taskId: 't',
      element: 'e',
      round: 1,
      outcome: 'agree',
      accountId: 'p',
      actingAs: 'civil:data_steward',
      actingFor: 'q',
      revision: 1,
      contentHash: 'h',
      decidedAt: '2026-11-23T01:00:00.000Z',
    };
    const hashes = Object.keys(signature).map((key) =>
      payloadHash({ ...signature, [key]: key === 'round' || key === 'revision' ? 2 : 'other' }),
    );
    expect(new Set([payloadHash(signature), ...hashes]).size).toBe(11);
  });
});

describe('a file may be attached', () => {
  const text = new TextEncoder().encode('文字');
  test.each([
    ['a.pdf', 'application/pdf', 'application/pdf'],
    ['a.JPEG', 'image/jpeg', 'image/jpeg'],
    ['a.png', 'image/jpeg', null],
    ['a.exe', 'application/x-msdownload', null],
    ['a.zip', 'application/zip', null],
    ['a.txt', undefined, null],
    ['a.csv', undefined, null],
    ['a.html', undefined, null],
    ['a', undefined, null],
    ['.pdf', 'application/pdf', 'application/pdf'],
    ['a.txt', 'application/xml', null],
    ['a.pdf.exe', 'application/pdf', null],
    ['a.constructor', undefined, null],
  ])('%s that is %s: %s', (name, detected, expected) => {
    expect(attachmentType(name, detected, text)).toBe(expected);
  });
});

describe('search', () => {
  const matches = (text: string, q: string): boolean => {
    const words = new Set(searchVector(text).split(' '));
    return (searchQuery(q) ?? '').split(' & ').every((word) => words.has(word));
  };

  test.each([
    ['最低生活保障对象信息', '低生', true],
    ['最低生活保障对象信息', '生活保障', true],
    ['最低生活保障对象信息', '低', true],
    ['最低生活保障对象信息', '活低', false],
    ['A级旅游景区', 'a级', true],
    ['A级旅游景区', 'Ａ级', true],
    ['共享申请〔2026〕000123号', '2026', true],
    ['共享申请〔2026〕000123号', '000123', true],
    ['共享申请〔2026〕000123号', '0124', false],
    ['拉萨市民政局', '市 民政', true],
    ['双公示', '“双公示”', true],
  ])('%s by %s: %s', (text, q, found) => {
    expect(matches(text, q)).toBe(found);
  });

  test('finds every piece of two characters or more of any Chinese text', () => {
    const text = fc.array(
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point)),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % (characters.length - 1);
        const to = from + 2 + (b % (characters.length - from - 1));
        expect(matches(characters.join(''), characters.slice(from, to).join(''))).toBe(true);
      }),
    );
  });

  test('of nothing but marks asks for nothing', () => {
    expect(searchQuery(" !?&|()' ")).toBeNull();
  });
});

test('an id is one, and nothing else is', () => {
  expect(isId('0b7e7e0e-0000-4000-8000-000000000000')).toBe(true);
  for (const text of [
    '',
    'cat-040',
    '0b7e7e0e-0000-4000-8000-00000000000',
    '0b7e7e0e-0000-4000-8000-000000000000 ',
    '{0b7e7e0e-0000-4000-8000-000000000000}',
  ])
    expect(isId(text)).toBe(false);
});
