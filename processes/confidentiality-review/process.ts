import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

const LEVELS = [1, 2, 3, 4] as const;
const organisation = z.string().min(1);

/**
 * What a process that calls this one must know of its case, under the names that conditional-share has: spread it into
 * the caller's own schema, and `CONFIDENTIALITY_FACTS_AT_START` into what the caller's kind gives. The provider is the
 * department that submits what it holds; who fills in the sheet there, and who heads and reviews it, are different people.
 */
export const confidentialityFacts = {
  caseId: z.string().min(1),
  applicant: organisation,
  provider: organisation,
  bureau: organisation,
  secrecy: organisation,
  level: z.literal(LEVELS),
  /** As `reviewLevel` of the catalogue; 4 needs two signatures. */
  reviewLevel: z.literal(LEVELS),
  /** Important data (重要数据) needs two signatures at any level. The sheet may only add to it. */
  importantData: z.boolean(),
  /** Groups of the organs that made it too, or whose unpublished information it holds; the sheet tells them. */
  coAuthorGroups: z.array(z.string().regex(/^[a-z0-9-]+:[a-z_]+$/)),
  /** Somebody's trade secret or privacy is concerned, so the holder is asked; the sheet tells. */
  holderConcerned: z.boolean(),
};

/** Before the sheet is filled in nobody is known who would have to be asked. */
export const CONFIDENTIALITY_FACTS_AT_START = { coAuthorGroups: [], holderConcerned: false };

/** `called`: only the caller is withdrawn. On its own a review has no caller; a call activity sets it by its input mapping. */
export const confidentialityFactsSchema = z.object({ ...confidentialityFacts, called: z.literal(false) });

const effects: readonly EffectKey[] = ['review.record', 'content.quarantine'];

/** The facts that branches of the review ask for, for callers to spread into theirs. */
export const CONFIDENTIALITY_STEERING = {
  reviewLevel: LEVELS,
  importantData: [false, true],
  coAuthorGroups: [[], ['civil:data_steward']],
  holderConcerned: [false, true],
};

/**
 * Nothing is opened without it (先审查、后公开). Called by others through its none start `conf_called`, or started by a
 * department on its own. Its result is the outcome of `conf_approval`; a suspected state secret ends it with
 * `conf_special = "suspected_secret" or conf_approval = "suspected_secret"`, and callers must ask for that first.
 */
export const confidentialityReview = {
  key: 'confidentiality-review',
  startForm: 'confidentiality_review',
  startRoles: ['catalogue_compiler', 'data_steward'],
  answerDuty: null,
  factsSchema: confidentialityFactsSchema,
  steeringFacts: CONFIDENTIALITY_STEERING,
  effects,
} as const;
