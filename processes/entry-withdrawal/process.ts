import { z } from 'zod';
import type { EffectKey } from '#processes/effects.ts';

const organisation = z.string().min(1);

export const withdrawalFactsSchema = z.object({
  caseId: z.string().min(1),
  applicant: organisation,
  provider: organisation,
  bureau: organisation,
  secrecy: organisation,
});

const effects: readonly EffectKey[] = ['entry.withdraw', 'entry.reject'];

/** An entry leaves the catalogue with a reason, after the bureau's review; who uses it is told and goes on for six months. */
export const entryWithdrawal = {
  key: 'entry-withdrawal',
  startForm: 'entry_withdrawal',
  startRoles: ['catalogue_compiler'],
  answerDuty: null,
  factsSchema: withdrawalFactsSchema,
  steeringFacts: {},
  effects,
} as const;
