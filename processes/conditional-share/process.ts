import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

const SHARE_CLASSES = ['unconditional', 'conditional', 'not_shared'] as const;
const LEVELS = [1, 2, 3, 4] as const;

/**
 * The facts of a case: all the variables that the engine is given at its start. Outcomes join them later and are left out here.
 * Organisations are their ids; `level` is the highest of the items applied for, `reviewLevel` the one that steers.
 */
export const shareFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: z.string().min(1),
  provider: z.string().min(1),
  bureau: z.string().min(1),
  secrecy: z.string().min(1),
  shareClass: z.enum(SHARE_CLASSES),
  level: z.literal(LEVELS),
  reviewLevel: z.literal(LEVELS),
  sameDepartment: z.boolean(),
  /** A county, a district or a zone asks: its own data officer is asked first. A case from before this was asked has none. */
  areaApplicant: z.boolean().default(false),
});
export type ShareFacts = z.infer<typeof shareFactsSchema>;

/** The facts of a case without its id, as the case keeps them. */
export const shareCaseFactsSchema = shareFactsSchema.omit({ caseId: true });

const effects: readonly EffectKey[] = ['case.stop', 'reply.record', 'grant.activate', 'clock.extend'];

/** What stands in no drawing: by which form and role a case starts, the facts that steer it, the effects it knows. */
export const conditionalShare = {
  key: 'conditional-share',
  startForm: 'share_application',
  startRoles: ['dept_applicant'],
  /** The duty whose decision is the answer to whoever filed; null where nobody is answered. */
  answerDuty: 'provider-decision',
  factsSchema: shareFactsSchema,
  /** The facts that branches may ask for, with every value they can have: the proof and the tests walk them all. */
  steeringFacts: { shareClass: SHARE_CLASSES, reviewLevel: LEVELS, sameDepartment: [false, true], areaApplicant: [false, true] },
  effects,
} as const;
