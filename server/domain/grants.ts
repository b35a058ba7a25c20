import type { Answers } from '#forms/answers.ts';
import { SHARE_METHODS } from './catalogue.ts';
import type { ShareMethod } from './catalogue.ts';

/** `approved` from the provider's reply until data flows; `active` then; `withdrawn` when the case was withdrawn before. */
export type GrantState = 'approved' | 'active' | 'withdrawn';

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
 * What is granted: the provider's decision, cut to what was applied for. For unconditional sharing nobody
 * decides, and the grant is what was registered (plan requirement 59): then `decided` is null.
 */
export function grantTerms(application: Answers, decided: Answers | null): GrantTerms {
  const applied = texts(application['itemIds']);
  const items = decided ? texts(decided['approvedItems']).filter((id) => applied.includes(id)) : applied;
  const source = decided ?? application;
  return {
    items,
    method: oneOf(SHARE_METHODS, decided ? decided['approvedMethod'] : application['method']),
    treatment: decided ? oneOf(TREATMENTS, decided['treatment']) : 'raw',
    rowFilter: text(decided?.['rowFilter']),
    quota: number(decided ? decided['quota'] : application['frequency']),
    quotaUnit: text(decided ? decided['quotaUnit'] : application['frequencyUnit']) || null,
    validFrom: text(application['validFrom']),
    validTo: earlier(text(source['validTo']), text(application['validTo'])),
  };
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
