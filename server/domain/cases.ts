import type { FactValue } from '#processes/semantics/run.ts';

/**
 * `submitted` while it runs; then one of the ends. An applicant may withdraw until the grant is active.
 */
export const CASE_STATES = [
  'submitted',
  'granted',
  'refused',
  'not_shared',
  'withdrawn',
  'lapsed',
  'answered',
  'published',
  'delisted',
  'reviewed',
  'quarantined',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/**
 * The facts that steer gateways; the engine gets exactly these and the case id. Every case says whose it is; the rest is
 * its process's own (`factsSchema` in processes/<key>/process.ts).
 */
export type CaseFacts = {
  readonly applicant: string;
  readonly provider: string;
  readonly bureau: string;
  readonly secrecy: string;
  readonly [fact: string]: FactValue;
};

/** Organisations that have the same part in every case of the city. */
export const BUREAU = 'bdb';
export const SECRECY = 'secrecy';
/** Where the auditors sit, and the two that coordinate with the bureau (三家统筹). */
export const AUDIT = 'gov-office';
export const PLANNING = 'ndrc';
export const INDUSTRY = 'eit';

export function hasEnded(state: CaseState): boolean {
  return state !== 'submitted';
}

/** `共享申请〔2026〕000123号`: number within the year of the city. */
export function caseNumber(prefix: string, year: number, n: number): string {
  return `${prefix}〔${year}〕${String(n).padStart(6, '0')}号`;
}
