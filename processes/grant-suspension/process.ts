import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `consumer` uses the data. */
export const grantSuspensionFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  consumer: z.string().min(1),
});

const effects: readonly EffectKey[] = ['grant.suspend', 'grant.restore', 'grant.terminate', 'answer.record'];

export const grantSuspension = {
  key: 'grant-suspension',
  startForm: 'grant_suspension',
  startRoles: ['security_supervisor', 'data_steward'],
  answerDuty: 'inspection',
  factsSchema: grantSuspensionFactsSchema,
  steeringFacts: {},
  effects,
} as const;
