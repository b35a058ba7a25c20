import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `provider` keeps the data; the bureau is who keeps the catalogue. */
export const reEvaluationFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
});

const effects: readonly EffectKey[] = ['review.reevaluate'];

/** Begun by the time alone: nobody starts it. */
export const reEvaluation = {
  key: 're-evaluation',
  startForm: 'due_reevaluation',
  startRoles: [],
  answerDuty: null,
  factsSchema: reEvaluationFactsSchema,
  steeringFacts: {},
  effects,
} as const;
