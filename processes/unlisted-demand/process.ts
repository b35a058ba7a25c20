import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `provider` is the department asked. */
export const unlistedDemandFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
});

const effects: readonly EffectKey[] = ['answer.record'];

export const unlistedDemand = {
  key: 'unlisted-demand',
  startForm: 'unlisted_demand',
  startRoles: ['dept_applicant'],
  answerDuty: 'demand-reply',
  factsSchema: unlistedDemandFactsSchema,
  steeringFacts: {},
  effects,
} as const;
