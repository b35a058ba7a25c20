import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a case. Organisations are their ids. `provider` keeps the data; the bureau is who keeps the catalogue. */
export const dataUpdateFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
});

const effects: readonly EffectKey[] = ['entry.refresh'];

/** Begun by the time alone: nobody starts it. */
export const dataUpdate = {
  key: 'data-update',
  startForm: 'overdue_update',
  startRoles: [],
  answerDuty: null,
  factsSchema: dataUpdateFactsSchema,
  steeringFacts: {},
  effects,
} as const;
