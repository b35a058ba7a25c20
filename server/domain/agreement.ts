import type { Answers } from '#forms/answers.ts';
import { listIn } from './case-kinds.ts';
import type { GrantTerms } from './grants.ts';

/** The standing clauses of a data use agreement, in their order (DOMAIN §4.4, step 5); their texts stand in the message catalogue. */
export const CLAUSES = [
  'purpose',
  'no_reidentification',
  'no_transfer',
  'attribution',
  'retention',
  'reporting',
  'audit',
  'breach',
  'disposal',
] as const;
export type Clause = (typeof CLAUSES)[number];

export type AgreementTerms = {
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly qps: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly retentionHours: number;
  readonly conditions: readonly string[];
  readonly clauses: readonly Clause[];
};

/** What is signed: what was applied for, cut to what was granted, under the standing clauses. */
export function agreementTerms(
  grant: Pick<GrantTerms, 'items' | 'method' | 'validFrom' | 'validTo'> & { readonly quota?: number | null | undefined },
  application: Answers,
  decided: Answers,
): AgreementTerms {
  return {
    purpose: String(application['purpose'] ?? ''),
    scenario: String(application['scenario'] ?? ''),
    scope: String(application['scope'] ?? ''),
    items: [...grant.items],
    method: grant.method,
    qps: grant.quota ?? 1,
    validFrom: grant.validFrom,
    validTo: grant.validTo,
    retentionHours: Number(decided['retentionHours'] ?? 0),
    conditions: listIn(decided, 'conditions'),
    clauses: CLAUSES,
  };
}
