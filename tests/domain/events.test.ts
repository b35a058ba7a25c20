import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainEvent, EVENT_DATA, isEventType, verifyChain } from '#server/domain/events.ts';
import type { CaseEvent, EventData, EventType, StoredEvent } from '#server/domain/events.ts';

const id = '0199a1b2-0000-7000-8000-000000000001';
const hash = 'ab'.repeat(32);
const at = '2026-03-16T10:00:00.000Z';
const task = { taskId: id, element: 'provider_decision', run: 1, round: 1 };
const clock = { clockId: id, limitKey: 'share.conditional.reply' };
const content = { contentId: id, contentHash: hash };

/** One sample of each type; the compiler asks for the missing one. */
const signature = { decisionId: id, outcome: 'partly', actingAs: 'civil:data_steward', revision: 1, payloadHash: hash };
const samples: { [T in EventType]: EventData<T> } = {
  'case.filed': {
    process: 'conditional-share',
    release: 1,
    entryId: 'cat-040',
    grantId: null,
    revision: 1,
    ...content,
    facts: { applicant: 'housing', level: 3, sameDepartment: false },
  },
  'case.revised': { taskId: id, revision: 2, ...content },
  'case.supplemented': { taskId: id, revision: 3, ...content },
  'case.withdrawn': { ...content },
  'case.urged': { nth: 1 },
  'case.coordinated': { returns: 3 },
  'case.lapsed': { element: 'supplement', clockId: id },
  'case.refused': { element: 'provider_decision', decisionId: id },
  'case.quarantined': { decisionId: id, entryId: 'cat-059', contents: 4, attachments: 1 },
  'review.recorded': {
    reviewId: id,
    decisionId: id,
    conclusion: 'release_partly',
    entryId: 'cat-040',
    contentHash: hash,
    withheld: ['cat-040-02'],
    masked: ['cat-040-03'],
    signers: ['civil-reviewer', 'civil-secrecy'],
    ruleset: '2026-1',
  },
  'consultation.silent': { element: 'conf_consult_coauthors', clockId: id, consents: true },
  'case.stopped': { reason: 'not_shared', entryId: 'cat-060' },
  'case.replayed': { fromRun: 1, run: 2, epoch: 'e2', reason: 'engine_data_lost' },
  'task.created': { ...task, groups: ['civil:data_steward'], limitKey: 'share.conditional.reply', dueAt: at },
  'task.decided': { ...task, ...signature },
  'task.signed': { ...task, ...signature, added: false },
  'task.claimed': { ...task, actingAs: 'civil:data_steward' },
  'task.released': { ...task, from: 'civil-steward' },
  'task.transferred': { ...task, from: 'civil-steward', to: 'civil-steward-2', ...content },
  'task.delegated': { ...task, to: 'civil-compiler', ...content },
  'task.recalled': { ...task, from: 'civil-compiler' },
  'task.handed_back': { ...task, to: 'civil-steward', ...content },
  'task.signer_added': { ...task, signerId: id, account: 'civil-leader', actingAs: 'civil:dept_leader', place: 'after', ...content },
  'task.signer_removed': { ...task, signerId: id, account: 'civil-leader', ...content },
  'task.returned': { ...task, ...signature, outcome: 'return', to: 'revise', straightBack: false },
  'task.taken_back': { ...task, to: 'formal_check', takenTaskId: id },
  'task.skipped': { ...task, outcome: 'agree', decisionId: id },
  'task.unmanned': { ...task, told: ['civil:dept_leader'] },
  'task.copied': { ...task, to: ['civil-leader'], ...content },
  'task.handed_over': { ...task, from: 'civil-steward', to: 'civil-reviewer' },
  'task.cancelled': { ...task, reason: 'withdrawn' },
  'clock.started': { ...clock, element: 'provider_decision', startDay: '2026-03-02', dueAt: at },
  'clock.stopped': { ...clock, reason: 'supplement' },
  'clock.restarted': { ...clock, startDay: '2026-03-13', dueAt: at },
  'clock.extended': { ...clock, days: 5, dueAt: at, consentedBy: id },
  'clock.reminded': { ...clock, kind: 'half', dueAt: at },
  'clock.overdue': { ...clock, dueAt: at },
  'clock.escalated': { ...clock, dueAt: at },
  'clock.recomputed': { ...clock, calendarRevision: 3, dueAt: at },
  'clock.ended': { ...clock, late: false },
  'extension.requested': { ...clock, requestId: id, days: 5, ...content },
  'answer.recorded': { outcome: 'agree', decisionId: id, payloadHash: hash },
  'doubt.opened': { entryId: 'cat-040', itemId: 'cat-040-01' },
  'doubt.settled': { entryId: 'cat-040', itemId: 'cat-040-01', confirmed: true },
  'grant.suspended': { grantId: id, cause: 'misuse' },
  'grant.restored': { grantId: id },
  'grant.terminated': { grantId: id },
  'grant.renewed': { grantId: id, validFrom: '2026-01-01', validTo: '2027-01-01' },
  'reply.recorded': { outcome: 'partly', decisionId: id, payloadHash: hash },
  'grant.approved': { grantId: id, items: ['cat-040-01'], treatment: 'verify_only', method: 'verify_api' },
  'grant.activated': { grantId: id, validFrom: '2026-04-01', validTo: '2027-03-31' },
  'provision.recorded': { grantId: id, decisionId: id, method: 'verify_api', deliveryHash: hash },
  'document.issued': { documentId: id, kind: 'reply', edition: 1, decisionId: id, payloadHash: hash, documentHash: hash },
  'entry.published': { entryId: 'cat-040', version: 2, contentHash: hash, items: ['cat-040-01'] },
  'entry.rejected': { element: 'line_review', decisionId: id },
  'entry.refreshed': { entryId: 'cat-040', decisionId: id, updatedOn: '2026-03-16' },
  'entry.postponed': { entryId: 'cat-040', decisionId: id, expectedOn: '2026-04-16' },
  'review.reevaluated': { entryId: 'cat-040', decisionId: id, outcome: 'withhold', reevaluateOn: '2027-03-16' },
  'entry.withdrawn': { entryId: 'cat-040', grants: 1, suppliedUntil: '2026-09-16' },
  'source.designated': { entryId: 'cat-040', itemId: 'cat-001-01', decisionId: id },
  'application.screened': { findings: ['dishonest_debtor'] },
  'agreement.drawn_up': { agreementId: id, grantId: id, version: 1, agreementHash: hash },
  'interface.issued': { grantId: id, credentialId: id, decisionId: id },
  'interface.claimed': { grantId: id, credentialId: id },
  'grant.published': { grantId: id, noticeId: id },
  'attachment.added': {
    attachmentId: id,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes: 1024,
    fileHash: hash,
  },
};
const types = Object.keys(EVENT_DATA).filter(isEventType);

/** Every copy of a value in which one leaf is replaced. */
function variants(value: unknown, replacement: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => variants(item, replacement).map((changed) => value.with(n, changed)));
  if (typeof value !== 'object' || value === null) return [replacement];
  return Object.entries(value).flatMap(([key, inner]) => variants(inner, replacement).map((changed) => ({ ...value, [key]: changed })));
}

function chainOf(events: readonly CaseEvent[]): StoredEvent[] {
  const stored: StoredEvent[] = [];
  for (const event of events) stored.push({ ...event, ...chainEvent(stored.at(-1) ?? null, event) });
  return stored;
}

const caseId = '0199a1b2-0000-7000-8000-0000000000ca';
const actor = 'civil-steward';
const story: CaseEvent[] = [
  { caseId, type: 'case.filed', at: new Date('2026-03-02T03:00:00Z'), actor: 'housing-applicant', data: samples['case.filed'] },
  { caseId, type: 'task.created', at: new Date('2026-03-02T03:00:01Z'), actor: 'system', data: samples['task.created'] },
  { caseId, type: 'clock.started', at: new Date('2026-03-02T03:00:01Z'), actor: 'system', data: samples['clock.started'] },
  { caseId, type: 'task.decided', at: new Date('2026-03-05T08:00:00Z'), actor, data: samples['task.decided'] },
  { caseId, type: 'reply.recorded', at: new Date('2026-03-05T08:00:02Z'), actor: 'system', data: samples['reply.recorded'] },
];

describe('the data of an event', () => {
  test.each(types)('%s admits its ids, codes, numbers and hashes', (type) => {
    expect(EVENT_DATA[type].safeParse(samples[type]).error?.issues ?? []).toEqual([]);
  });

  test.each(types)('%s refuses free text and anything unforeseen', (type) => {
    const words = [
      '张三同意,理由是工作需要',
      'agreed, because we need it',
      '',
      'x'.repeat(101),
      '<script>',
      'a\nb',
      { note: '同意' },
      undefined,
    ];
    for (const word of words) {
      for (const changed of variants(samples[type], word)) expect(EVENT_DATA[type].safeParse(changed).success).toBe(false);
    }
    expect(EVENT_DATA[type].safeParse({ ...samples[type], note: 'x' }).success).toBe(false);
  });

  test('facts have codes as names too', () => {
    expect(EVENT_DATA['case.filed'].safeParse({ ...samples['case.filed'], facts: { 事由: 'x' } }).success).toBe(false);
  });

  test('an event with free text is never chained', () => {
    const [filed] = story;
    if (filed?.type !== 'case.filed') throw new Error('no event');
    expect(() => chainEvent(null, { ...filed, actor: '张三' })).toThrow();
    expect(() => chainEvent(null, { ...filed, caseId: '共享申请〔2026〕000123号' })).toThrow();
    expect(() => chainEvent(null, { ...filed, data: { ...filed.data, process: '有条件共享' } })).toThrow();
    expect(() => chainEvent(null, { ...filed, at: new Date(Number.NaN) })).toThrow();
  });
});

describe('the chain', () => {
  test('starts at 1 with nothing before it, and from a new case row as well', () => {
    const [filed] = story;
    if (!filed) throw new Error('no event');
    expect(chainEvent(null, filed)).toMatchObject({ seq: 1, prevHash: '', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(chainEvent({ seq: 0, hash: '' }, filed)).toEqual(chainEvent(null, filed));
  });

  test('the hash of a known event stays the same in every later version', () => {
    const known: CaseEvent = {
      caseId: 'c-1',
      type: 'case.stopped',
      at: new Date(0),
      actor: 'system',
      data: { reason: 'not_shared', entryId: 'cat-060' },
    };
    expect(chainEvent(null, known).hash).toBe('4769343dceedfc632b43c0b08b11f21bf95f592f795ec872f19fbc36841d0340');
  });

  test('is whole as it was written, also after a trip through JSON', () => {
    const stored = chainOf(story);
    const head = stored.at(-1);
    expect(verifyChain(stored, head)).toEqual({ ok: true });
    const read = stored.map((event) => ({
      ...event,
      data: Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(event.data))).reverse()),
    }));
    expect(verifyChain(read, head)).toEqual({ ok: true });
    expect(verifyChain([])).toEqual({ ok: true });
  });

  test('shows any single change of any event (requirement 77)', () => {
    const stored = chainOf(story);
    const changes: ((event: StoredEvent) => StoredEvent)[] = [
      (event) => ({ ...event, seq: event.seq + 1 }),
      (event) => ({ ...event, caseId: `${event.caseId}x` }),
      (event) => ({ ...event, type: 'case.withdrawn' }),
      (event) => ({ ...event, at: new Date(event.at.getTime() + 1) }),
      (event) => ({ ...event, at: new Date(Number.NaN) }),
      (event) => ({ ...event, actor: 'somebody-else' }),
      (event) => ({ ...event, prevHash: hash }),
      (event) => ({ ...event, hash }),
      (event) => ({ ...event, data: { ...Object(event.data), more: 1 } }),
      (event) => ({ ...event, data: undefined }),
    ];
    fc.assert(
      fc.property(fc.nat(stored.length - 1), fc.nat(changes.length - 1), (n, m) => {
        const changed = stored.map((event, index) => (index === n ? (changes[m]?.(event) ?? event) : event));
        expect(verifyChain(changed, stored.at(-1)).ok).toBe(false);
      }),
    );
    for (const [n, event] of stored.entries()) {
      for (const data of variants(event.data, 'changed')) {
        expect(verifyChain(stored.with(n, { ...event, data }))).toEqual({ ok: false, seq: n + 1, why: 'hash' });
      }
    }
  });

  test('shows what is missing, doubled or out of order', () => {
    const stored = chainOf(story);
    const head = stored.at(-1);
    for (const n of stored.keys()) {
      expect(verifyChain(stored.toSpliced(n, 1), head).ok).toBe(false);
      expect(
        verifyChain(
          stored.flatMap((event, index) => (index === n ? [event, event] : [event])),
          head,
        ).ok,
      ).toBe(false);
    }
    expect(verifyChain(stored.toReversed(), head)).toEqual({ ok: false, seq: 1, why: 'sequence' });
  });

  test('only the head kept with the case shows that the end was cut off', () => {
    const stored = chainOf(story);
    expect(verifyChain(stored.slice(0, -1))).toEqual({ ok: true });
    expect(verifyChain(stored.slice(0, -1), stored.at(-1))).toEqual({ ok: false, seq: 5, why: 'head' });
    expect(verifyChain([], stored.at(-1))).toEqual({ ok: false, seq: 5, why: 'head' });
  });

  test('an event of another case does not fit, even where its place and hash do', () => {
    const [first] = chainOf(story);
    if (!first) throw new Error('no event');
    const foreign: CaseEvent = {
      caseId: 'another',
      type: 'case.stopped',
      at: new Date(0),
      actor: 'system',
      data: { reason: 'not_shared', entryId: 'cat-060' },
    };
    expect(verifyChain([first, { ...foreign, ...chainEvent(first, foreign) }])).toEqual({ ok: false, seq: 2, why: 'case' });
  });
});
