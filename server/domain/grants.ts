import type { Answers } from '#forms/answers.ts';
import { SHARE_METHODS } from './catalogue.ts';
import type { ShareMethod } from './catalogue.ts';

/**
 * `approved` from the provider's reply until data flows; `active` then; `withdrawn` when the case was withdrawn before;
 * `suspended` while a misuse is mended, `terminated` for good.
 */
export const GRANT_STATES = ['approved', 'active', 'withdrawn', 'suspended', 'terminated'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** So many days before a grant ends its user and its provider are told (DOMAIN §4.5 c). */
export const DAYS_BEFORE_END = [60, 30, 7] as const;

/** `open`: to somebody outside, by directional opening. */
export type GrantKind = 'share' | 'open';

export const TREATMENTS = ['raw', 'scoped', 'masked'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** How and when the data came; the receipt itself is text and stands with the contents of the case. */
export type Delivery = { readonly method: string; readonly deliveredOn: string; readonly decisionId: string };

export type GrantTerms = {
  readonly items: readonly string[];
  readonly method: ShareMethod;
  readonly treatment: Treatment;
  readonly rowFilter: string;
  readonly quota: number | null;
  readonly quotaUnit: string | null;
  /** Days, both included. */
  readonly validFrom: string;
  readonly validTo: string;
};

/**
 * What is granted: the provider's decision, cut to what was applied for and, where the items were reviewed for
 * confidentiality, to what that opinion lets go. For unconditional sharing nobody decides, and the grant is what was
 * registered (plan requirement 59): then `decided` is null.
 */
export function grantTerms(application: Answers, decided: Answers | null, reviewed: Answers | null): GrantTerms {
  const allowed = [application['itemIds'], ...(reviewed ? [reviewed['reviewedItems']] : [])].map(texts);
  const source = decided ?? application;
  const applied = { quota: number(application['frequency']), quotaUnit: text(application['frequencyUnit']) || null };
  const approved = { quota: number(decided?.['quota']), quotaUnit: text(decided?.['quotaUnit']) || null };
  const method = oneOf(SHARE_METHODS, application['method']);
  return {
    items: texts(decided ? decided['approvedItems'] : application['itemIds']).filter((id) => allowed.every((list) => list.includes(id))),
    method: decided ? narrower(oneOf(SHARE_METHODS, decided['approvedMethod']), method) : method,
    treatment: decided ? oneOf(TREATMENTS, decided['treatment']) : 'raw',
    rowFilter: text(decided?.['rowFilter']),
    ...(decided && perYear(approved) <= perYear(applied) ? approved : applied),
    validFrom: text(application['validFrom']),
    validTo: earlier(text(source['validTo']), text(application['validTo'])),
  };
}

/** The ways of sharing that disclose no more than the one applied for. */
export function methodsWithin(applied: unknown): readonly ShareMethod[] {
  const at = SHARE_METHODS.findIndex((method) => method === applied);
  return at === -1 ? SHARE_METHODS : SHARE_METHODS.slice(at);
}

/** Methods stand in the order of what they disclose, the most first. */
function narrower(a: ShareMethod, b: ShareMethod): ShareMethod {
  return SHARE_METHODS.indexOf(a) >= SHARE_METHODS.indexOf(b) ? a : b;
}

const TIMES_A_YEAR: Readonly<Record<string, number>> = { per_day: 365, per_month: 12, per_year: 1, once: 1 };

/** Calls in a year, so that limits in different units can be compared; without one there is no limit. */
function perYear({ quota, quotaUnit }: Pick<GrantTerms, 'quota' | 'quotaUnit'>): number {
  return quota === null ? Number.POSITIVE_INFINITY : quota * (TIMES_A_YEAR[quotaUnit ?? ''] ?? 1);
}

function earlier(a: string, b: string): string {
  return a !== '' && a < b ? a : b;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Answers were validated when they came in; anything else here is a bug, not a person's mistake. */
function oneOf<Value extends string>(allowed: readonly Value[], value: unknown): Value {
  const found = allowed.find((option) => option === value);
  if (found === undefined) throw new Error(`not one of ${allowed.join(', ')}`);
  return found;
}
