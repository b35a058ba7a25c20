import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `provider` is the organisation complained of, `audit` where the auditors sit. */
export const complaintFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  audit: z.string().min(1),
});

const effects: readonly EffectKey[] = ['answer.record'];

export const complaint = {
  key: 'complaint',
  startForm: 'complaint',
  startRoles: ['dept_applicant', 'data_steward', 'external_applicant'],
  answerDuty: 'complaint-finding',
  factsSchema: complaintFactsSchema,
  steeringFacts: {},
  effects,
} as const;
