import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `planning` and `industry` coordinate in the city. */
export const dataDisputeFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  planning: z.string().min(1),
  industry: z.string().min(1),
});

const effects: readonly EffectKey[] = ['doubt.open', 'doubt.settle'];

export const dataDispute = {
  key: 'data-dispute',
  startForm: 'data_dispute',
  startRoles: ['dept_applicant', 'data_steward'],
  answerDuty: 'data-verification',
  factsSchema: dataDisputeFactsSchema,
  steeringFacts: {},
  effects,
} as const;
