import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `sameDepartment`: user and provider are one. */
export const grantRenewalFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  sameDepartment: z.boolean(),
});

const effects: readonly EffectKey[] = ['grant.renew', 'answer.record'];

export const grantRenewal = {
  key: 'grant-renewal',
  startForm: 'grant_renewal',
  startRoles: ['dept_applicant'],
  answerDuty: 'renewal-decision',
  factsSchema: grantRenewalFactsSchema,
  steeringFacts: { sameDepartment: [false, true] },
  effects,
} as const;
