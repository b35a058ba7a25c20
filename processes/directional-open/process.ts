import { z } from 'zod';
import { CONFIDENTIALITY_STEERING, confidentialityFacts } from '#processes/confidentiality-review/process.ts';
import type { EffectKey } from '#processes/effects.ts';

/** The facts of a directional opening: those of the review that it may call, and who else is asked. */
export const openFactsSchema = z.object({
  ...confidentialityFacts,
  /** Groups of the related departments and of whoever supervises security, all of whom are asked. */
  relatedGroups: z.array(z.string().regex(/^[a-z0-9-]+:[a-z_]+$/)),
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
  steeringFacts: CONFIDENTIALITY_STEERING,
  effects,
} as const;
