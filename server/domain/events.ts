import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

/**
 * What happened in a case: append-only, hash-chained. Events carry ids, codes, numbers and salted hashes;
 * what people wrote stands beside them in rows that can be erased without breaking the chain.
 */
const code = z.string().regex(/^[A-Za-z0-9._:\-/]{1,100}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const ordinal = z.int().min(1);
const day = z.iso.date();
const instant = z.iso.datetime();
const task = { taskId: code, element: code, run: ordinal, round: ordinal };
const clock = { clockId: code, limitKey: code };
/** A row of content and the salted hash of what stands in it. */
const content = { contentId: code, contentHash: hash };
/** The person whose deputy acted. */
const deputised = { actingFor: code.optional() };
const signature = { decisionId: code, outcome: code, actingAs: code, ...deputised, revision: ordinal, payloadHash: hash };

/** The exact data of each type. A new type is added here and nowhere else. */
export const EVENT_DATA = {
  'case.filed': z.strictObject({
    process: code,
    release: ordinal,
    entryId: code.nullable(),
    grantId: code.nullable(),
    revision: ordinal,
    ...content,
    facts: z.record(code, z.union([code, z.boolean(), z.int(), z.array(code).readonly()])),
    ...deputised,
  }),
  'case.revised': z.strictObject({ taskId: code, revision: ordinal, ...content }),
  'case.supplemented': z.strictObject({ taskId: code, revision: ordinal, ...content }),
  'case.withdrawn': z.strictObject({ contentId: code.nullable(), contentHash: hash.nullable(), ...deputised }),
  'case.urged': z.strictObject({ nth: ordinal }),
  'case.coordinated': z.strictObject({ returns: ordinal }),
  'case.lapsed': z.strictObject({ element: code, clockId: code }),
  'case.refused': z.strictObject({ element: code, decisionId: code }),
  'case.quarantined': z.strictObject({ decisionId: code, entryId: code.nullable(), contents: count, attachments: count }),
  'review.recorded': z.strictObject({
    reviewId: code,
    decisionId: code,
    conclusion: code,
    entryId: code.nullable(),
    ...{ contentHash: hash, withheld: z.array(code), masked: z.array(code), signers: z.array(code).min(1), ruleset: code },
  }),
  'consultation.silent': z.strictObject({ element: code, clockId: code, consents: z.boolean() }),
  'case.stopped': z.strictObject({ reason: code, entryId: code }),
  'case.replayed': z.strictObject({ fromRun: ordinal, run: ordinal, epoch: code, reason: code }),
  'task.created': z.strictObject({ ...task, groups: z.array(code).min(1), limitKey: code.nullable(), dueAt: instant.nullable() }),
  /** `straightTo`: it went on there and not along the drawing, since it had been returned from there. */
  'task.decided': z.strictObject({ ...task, ...signature, straightTo: code.optional() }),
  'task.signed': z.strictObject({ ...task, ...signature, added: z.boolean() }),
  'task.claimed': z.strictObject({ ...task, ...deputised, actingAs: code }),
  'task.released': z.strictObject({ ...task, from: code }),
  'task.transferred': z.strictObject({ ...task, from: code.nullable(), to: code, ...content }),
  'task.delegated': z.strictObject({ ...task, ...deputised, to: code, ...content }),
  'task.recalled': z.strictObject({ ...task, from: code }),
  'task.handed_back': z.strictObject({ ...task, to: code, ...content }),
  'task.signer_added': z.strictObject({
    ...task,
    ...deputised,
    signerId: code,
    account: code,
    actingAs: code,
    place: z.enum(['before', 'after']),
    ...content,
  }),
  'task.signer_removed': z.strictObject({ ...task, signerId: code, account: code, ...content }),
  'task.returned': z.strictObject({ ...task, ...signature, to: code, straightBack: z.boolean() }),
  /** The next task is gone, and the one that had been decided is asked again. */
  'task.taken_back': z.strictObject({ ...task, to: code, takenTaskId: code }),
  'task.skipped': z.strictObject({ ...task, outcome: code, decisionId: code }),
  'task.unmanned': z.strictObject({ ...task, told: z.array(code) }),
  'task.copied': z.strictObject({ ...task, to: z.array(code).min(1), ...content }),
  'task.handed_over': z.strictObject({ ...task, from: code, to: code }),
  'task.cancelled': z.strictObject({ ...task, reason: z.enum(['withdrawn', 'lapsed', 'silent', 'moved_on', 'replayed', 'ended']) }),
  'clock.started': z.strictObject({ ...clock, element: code, startDay: day, dueAt: instant }),
  'clock.stopped': z.strictObject({ ...clock, reason: z.enum(['supplement', 'third_party', 'referral']) }),
  'clock.restarted': z.strictObject({ ...clock, startDay: day, dueAt: instant }),
  'clock.extended': z.strictObject({ ...clock, days: ordinal, dueAt: instant, consentedBy: code }),
  'clock.reminded': z.strictObject({ ...clock, kind: z.enum(['half', 'eighty']), dueAt: instant }),
  'clock.overdue': z.strictObject({ ...clock, dueAt: instant }),
  'clock.escalated': z.strictObject({ ...clock, dueAt: instant }),
  'clock.recomputed': z.strictObject({ ...clock, calendarRevision: ordinal, dueAt: instant }),
  'clock.ended': z.strictObject({ ...clock, late: z.boolean() }),
  'extension.requested': z.strictObject({ ...clock, requestId: code, days: ordinal, ...content, ...deputised }),
  'reply.recorded': z.strictObject({ outcome: code, decisionId: code, payloadHash: hash }),
  'grant.approved': z.strictObject({ grantId: code, items: z.array(code).min(1), treatment: code, method: code }),
  'grant.activated': z.strictObject({ grantId: code, validFrom: day, validTo: day }),
  'provision.recorded': z.strictObject({ grantId: code, decisionId: code, method: code, deliveryHash: hash }),
  'answer.recorded': z.strictObject({ outcome: code, decisionId: code, payloadHash: hash }),
  'doubt.opened': z.strictObject({ entryId: code, itemId: code }),
  'doubt.settled': z.strictObject({ entryId: code, itemId: code, confirmed: z.boolean() }),
  'grant.suspended': z.strictObject({ grantId: code, cause: code }),
  'grant.restored': z.strictObject({ grantId: code }),
  'grant.terminated': z.strictObject({ grantId: code }),
  'grant.renewed': z.strictObject({ grantId: code, validFrom: day, validTo: day }),
  'document.issued': z.strictObject({
    documentId: code,
    kind: code,
    edition: ordinal,
    decisionId: code.nullable(),
    payloadHash: hash.nullable(),
    documentHash: hash,
  }),
  'entry.published': z.strictObject({ entryId: code, version: ordinal, contentHash: hash, items: z.array(code).min(1) }),
  'entry.rejected': z.strictObject({ element: code, decisionId: code }),
  'entry.withdrawn': z.strictObject({ entryId: code, grants: count, suppliedUntil: day.nullable() }),
  'entry.refreshed': z.strictObject({ entryId: code, decisionId: code, updatedOn: day }),
  'entry.postponed': z.strictObject({ entryId: code, decisionId: code, expectedOn: day }),
  'review.reevaluated': z.strictObject({ entryId: code, decisionId: code, outcome: code, reevaluateOn: day.nullable() }),
  'source.designated': z.strictObject({ entryId: code, itemId: code, decisionId: code }),
  'application.screened': z.strictObject({ findings: z.array(code) }),
  'agreement.drawn_up': z.strictObject({ agreementId: code, grantId: code, version: ordinal, agreementHash: hash }),
  'interface.issued': z.strictObject({ grantId: code, credentialId: code, decisionId: code }),
  'interface.claimed': z.strictObject({ grantId: code, credentialId: code }),
  'grant.published': z.strictObject({ grantId: code, noticeId: code }),
  'attachment.added': z.strictObject({ attachmentId: code, mediaType: code, bytes: count, fileHash: hash }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.output<(typeof EVENT_DATA)[T]>;

/** `actor` is an account id, or `system`. */
export type CaseEvent = {
  [T in EventType]: { readonly caseId: string; readonly type: T; readonly at: Date; readonly actor: string; readonly data: EventData<T> };
}[EventType];

export type ChainLink = { readonly seq: number; readonly prevHash: string; readonly hash: string };
export type ChainHead = Pick<ChainLink, 'seq' | 'hash'>;
/** An event as it was stored: its type and data are read, not trusted. */
export type StoredEvent = ChainLink & {
  readonly caseId: string;
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  readonly data: unknown;
};

export type ChainVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly seq: number; readonly why: 'sequence' | 'case' | 'previous_hash' | 'hash' | 'head' };

/** A case without events; also what stands in a new case row. */
const START: ChainHead = { seq: 0, hash: '' };

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_DATA, type);
}

/** Links an event to the one before it (null: the first of its case). Throws when the event carries anything that its schema does not admit. */
export function chainEvent(previous: ChainHead | null, event: CaseEvent): ChainLink {
  code.parse(event.caseId);
  code.parse(event.actor);
  EVENT_DATA[event.type].parse(event.data);
  const { seq, hash: prevHash } = previous ?? START;
  return { seq: seq + 1, prevHash, hash: hashOf({ ...event, seq: seq + 1, prevHash }) };
}

/**
 * Checks the whole chain of one case, ordered by `seq`. Only the `head` kept with the case tells
 * that the latest events are missing. A new rule for the data does not break an old chain.
 */
export function verifyChain(events: readonly StoredEvent[], head?: ChainHead): ChainVerdict {
  let previous = START;
  for (const event of events) {
    const seq = previous.seq + 1;
    if (event.seq !== seq) return { ok: false, seq, why: 'sequence' };
    if (event.caseId !== events[0]?.caseId) return { ok: false, seq, why: 'case' };
    if (event.prevHash !== previous.hash) return { ok: false, seq, why: 'previous_hash' };
    if (!hasItsHash(event)) return { ok: false, seq, why: 'hash' };
    previous = event;
  }
  if (head && (head.seq !== previous.seq || head.hash !== previous.hash)) return { ok: false, seq: head.seq, why: 'head' };
  return { ok: true };
}

/**
 * Hash of what people wrote, hex. Keyed, so that short texts cannot be found by trying; with content and
 * salt erased, nothing leads back. Throws on a salt under 16 characters or bytes.
 */
export function saltedHash(salt: string | Uint8Array, written: string | Uint8Array): string {
  if (salt.length < 16) throw new RangeError('a salt needs at least 16 characters');
  return createHmac('sha256', salt).update(written).digest('hex');
}

/**
 * JSON with one spelling per value (RFC 8785): sorted keys, no white space. Throws on what JSON cannot
 * carry unchanged: undefined, NaN, infinities, bigint, functions, class instances, holes, lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  return spell(value, []);
}

function spell(value: unknown, within: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`no JSON for the number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return spellText(value);
  if (typeof value !== 'object') throw new TypeError(`no JSON for a value of type ${typeof value}`);
  if (within.includes(value)) throw new TypeError('no JSON for a cycle');
  const inside = [...within, value];
  // Array.from visits holes as undefined, which is refused; map would leave them out.
  if (Array.isArray(value)) return `[${Array.from(value, (item: unknown) => spell(item, inside)).join(',')}]`;
  if (!isPlain(value)) throw new TypeError('no JSON for an instance of a class');
  // The default order of sort() is that of UTF-16 code units, as the RFC asks.
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${spellText(key)}:${spell(Reflect.get(value, key), inside)}`).join(',')}}`;
}

function spellText(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('no JSON for a lone surrogate');
  return JSON.stringify(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}

function hasItsHash(event: StoredEvent): boolean {
  try {
    return hashOf(event) === event.hash;
  } catch {
    // Data that has no canonical spelling, or an invalid date, was never written by us.
    return false;
  }
}

function hashOf(event: Omit<StoredEvent, 'hash'>): string {
  const { caseId, type, at, actor, data, seq, prevHash } = event;
  const record = { caseId, type, at: at.toISOString(), actor, data, seq, prevHash };
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}
