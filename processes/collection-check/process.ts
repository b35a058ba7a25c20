import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `applicant` and `provider` are the department that would collect. */
export const collectionCheckFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
});

const effects: readonly EffectKey[] = ['answer.record'];

export const collectionCheck = {
  key: 'collection-check',
  startForm: 'collection_check',
  startRoles: ['catalogue_compiler', 'data_steward'],
  answerDuty: 'collection-decision',
  factsSchema: collectionCheckFactsSchema,
  steeringFacts: {},
  effects,
} as const;
