import { z } from 'zod'
import type { EffectKey } from '#processes/effects.ts'

export const SHARE_CLASSES = ['unconditional', 'conditional', 'not_shared'] as const
export const LEVELS = [1, 2, 3, 4] as const
export type ShareClass = (typeof SHARE_CLASSES)[number]
export type Level = (typeof LEVELS)[number]

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
})
export type ShareFacts = z.infer<typeof shareFactsSchema>

export type ShareRequest = {
  caseId: string
  applicant: string
  provider: string
  shareClass: ShareClass
  items: readonly { level: Level; sensitivePersonal: boolean }[]
}

/** Sensitive personal information is steered as level 3 at least (DOMAIN §4.3, step 4), whatever its own level. */
export function shareFacts(request: ShareRequest): ShareFacts {
  const { caseId, applicant, provider, shareClass, items } = request
  const level = items.reduce<Level>((highest, item) => (item.level > highest ? item.level : highest), 1)
  const sensitive = items.some(({ sensitivePersonal }) => sensitivePersonal)
  return {
    caseId,
    applicant,
    provider,
    bureau: 'bdb',
    secrecy: 'secrecy',
    shareClass,
    level,
    reviewLevel: sensitive && level < 3 ? 3 : level,
    sameDepartment: applicant === provider,
  }
}

const effects: readonly EffectKey[] = ['case.stop', 'reply.record', 'grant.activate', 'clock.extend']

/** What stands in no drawing: by which form and role a case starts, the facts that steer it, the effects it knows. */
export const conditionalShare = {
  key: 'conditional-share',
  startForm: 'share_application',
  startRoles: ['dept_applicant'],
  factsSchema: shareFactsSchema,
  /** The facts that branches may ask for, with every value they can have: the proof and the tests walk them all. */
  steeringFacts: { shareClass: SHARE_CLASSES, reviewLevel: LEVELS, sameDepartment: [false, true] },
  effects,
} as const
