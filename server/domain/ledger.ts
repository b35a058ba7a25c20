import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import type { Day } from './calendar.ts';
import type { Refusal } from './refusal.ts';

/** What the ledger of responsibility keeps (plan requirements 31, 82): who, when, which rule, in which case. */
export const LEDGER_KINDS = ['late_answer', 'refusal_without_basis', 'bypass_attempt'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export type Attempt = { readonly kind: Exclude<LedgerKind, 'late_answer'>; readonly rule: string };

/** Refused acts that tried to go round a rule. Whoever is only too late, or read an older page, tried nothing. */
const BYPASSES: readonly string[] = [
  'own_case',
  'not_a_candidate',
  'applicant_decides_nothing',
  'task_not_found',
  'may_not_withdraw',
  'case_not_found',
];

/** What a refused act leaves in the ledger; null for what any honest slip is. */
export function attemptOf(refusal: Refusal, outcome: string): Attempt | null {
  const { code, reason } = refusal;
  if ((code === 'forbidden' || code === 'not_found') && reason !== undefined && BYPASSES.includes(reason))
    return { kind: 'bypass_attempt', rule: reason };
  const missing = ['basis', 'opinion'].flatMap((field) => refusal.fields?.[field]?.code ?? []);
  const [rule] = missing.filter((found) => found === 'basis_required' || found === 'opinion_required');
  return rule !== undefined && refuses(outcome) ? { kind: 'refusal_without_basis', rule } : null;
}

function refuses(outcome: string): boolean {
  return isOutcomeKey(outcome) && outcomeOf(outcome).effect === 'refuses';
}

/** The same person at the same task against the same rule is one entry a day: a hammering hand does not fill the ledger. */
export function sameAttempt({ kind, rule }: Attempt, accountId: string, thingId: string, day: Day): string {
  return `${kind}:${rule}:${accountId}:${thingId}:${day}`;
}

/** One late answer for each department that was asked, and again only when the limit fell due anew. */
export function sameLateness(clockId: string, organisationId: string, dueAt: Date): string {
  return `late_answer:${clockId}:${organisationId}:${dueAt.toISOString()}`;
}
