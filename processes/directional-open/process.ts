import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

const LEVELS = [1, 2, 3, 4] as const;

/**
 * The facts of a directional opening. Organisations are their ids; `regulator` is the department in charge of applicants of
 * this kind, `level` the highest of the items applied for.
 */
export const openFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  regulator: z.string().min(1),
  level: z.literal(LEVELS),
});

/** The facts of a case without its id, as the case keeps them. */
export const openCaseFactsSchema = openFactsSchema.omit({ caseId: true });
export type OpenCaseFacts = z.output<typeof openCaseFactsSchema>;

const effects: readonly EffectKey[] = ['application.screen', 'opening.reply', 'clock.extend', 'interface.issue', 'grant.publish'];

/** A company or body outside asks for data that are open on conditions (DOMAIN §4.4). */
export const directionalOpen = {
  key: 'directional-open',
  startForm: 'open_application',
  startRoles: ['external_applicant'],
  answerDuty: 'open-proposal',
  factsSchema: openFactsSchema,
  steeringFacts: {},
  effects,
} as const;
