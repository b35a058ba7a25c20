import { z } from 'zod';
import { CONFIDENTIALITY_STEERING, confidentialityFacts } from '#processes/confidentiality-review/process.ts';
import type { EffectKey } from '#processes/effects.ts';

const CHANGES = ['new', 'update', 'minor'] as const;
const OPEN_TYPES = ['unconditional', 'conditional', 'not_open'] as const;

/**
 * The facts of a case about an entry of the catalogue. The applicant is the provider: it compiles what it holds.
 * `change` is what it would change of what is published; `designation` whether the bureau is asked to name the source.
 */
export const catalogueFactsSchema = z.object({
  ...confidentialityFacts,
  /** Whose member of the panel reviews the bureau's own entries together with its leader. */
  coordination: z.string().min(1),
  change: z.enum(CHANGES),
  openType: z.enum(OPEN_TYPES),
  bureauOwn: z.boolean(),
  designation: z.boolean(),
});
export type CatalogueFacts = z.infer<typeof catalogueFactsSchema>;

export const catalogueCaseFactsSchema = catalogueFactsSchema.omit({ caseId: true });

const effects: readonly EffectKey[] = ['entry.publish', 'entry.reject'];

/** Compile, grade, review, release and publish an entry (政务数据共享条例 Art 13, 16, 17). */
export const catalogueReview = {
  key: 'catalogue-review',
  startForm: 'catalogue_entry',
  startRoles: ['catalogue_compiler'],
  answerDuty: null,
  factsSchema: catalogueFactsSchema,
  steeringFacts: {
    ...CONFIDENTIALITY_STEERING,
    change: CHANGES,
    openType: OPEN_TYPES,
    bureauOwn: [false, true],
    designation: [false, true],
  },
  effects,
} as const;
