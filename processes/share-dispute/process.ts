import type { EffectKey } from '#processes/effects.ts';
import { shareFactsSchema } from '#processes/conditional-share/process.ts';

const effects: readonly EffectKey[] = ['answer.record', 'reply.record', 'grant.activate'];

/** The facts are those of a share: what is agreed or ordered in the end is granted like one. */
export const shareDispute = {
  key: 'share-dispute',
  startForm: 'share_dispute',
  startRoles: ['dept_applicant'],
  answerDuty: 'dispute-decision',
  factsSchema: shareFactsSchema,
  steeringFacts: { reviewLevel: [1, 2, 3, 4] },
  effects,
} as const;
