import type { ProcessDefinition, Step } from '#processes/definition.ts';
import type { DutyKey } from '#processes/duties.ts';
import { stepsOfDuty } from './steps.ts';

type Signed = { readonly element: string; readonly round: number; readonly outcome: string; readonly accountId: string; readonly actingAs: string; readonly revision: number };

/**
 * Separation of duties: nobody decides what they filed (SoD 1); who signed one duty of a case signs no other
 * of it, nor does who consented for the applicant's side (SoD 2, 9). The same person may decide the same step again.
 */
export function barredFrom(definition: ProcessDefinition, step: Step, filedBy: string, decisions: readonly Signed[]): string[] {
  const others = !isSigned(definition, step.element) ? [] : decisions.filter((decision) => decision.element !== step.element && isSigned(definition, decision.element));
  return [...new Set([filedBy, ...others.map((decision) => decision.accountId)])];
}

const REVIEWS: readonly DutyKey[] = ['provider-decision', 'confidentiality-opinion', 'leader-approval'];

function isSigned(definition: ProcessDefinition, element: string): boolean {
  return REVIEWS.some((duty) => stepsOfDuty(definition, duty).includes(element));
}

export type ReplyFacts = { readonly reviewLevel: number; readonly sameDepartment: boolean; readonly provider: string; readonly bureau: string; readonly filedBy: string; readonly revision: number };

export type Unmet =
  | 'no_provider_decision' | 'decided_by_the_filer' | 'decided_by_another_department' | 'decided_on_older_content'
  | 'no_confidentiality_opinion' | 'no_leader_approval';

/**
 * May the provider's reply be recorded? Judged on the recorded signatures themselves, whatever was drawn
 * (DOMAIN invariants I2-I4; SoD 3, 4; 政务数据共享条例 Art 20, 21). Decisions in the order in which they were made.
 */
export function unmetForReply(definition: ProcessDefinition, facts: ReplyFacts, decisions: readonly Signed[]): Unmet | null {
  const decided = latestOf(definition, 'provider-decision', decisions);
  if (!decided) return 'no_provider_decision';
  if (decided.signed.accountId === facts.filedBy) return 'decided_by_the_filer';
  if (decided.signed.actingAs !== (facts.sameDepartment ? `${facts.bureau}:bureau_leader` : `${facts.provider}:data_steward`)) return 'decided_by_another_department';
  if (decided.signed.revision !== facts.revision) return 'decided_on_older_content';

  const after = decisions.slice(decided.at + 1);
  const approves = decided.signed.outcome !== 'refuse';
  if (approves && facts.reviewLevel >= 3 && !agreed(definition, 'confidentiality-opinion', after)) return 'no_confidentiality_opinion';
  if (facts.reviewLevel >= 4 && !facts.sameDepartment && !agreed(definition, 'leader-approval', after)) return 'no_leader_approval';
  return null;
}

/** The provider's decision that a reply or a grant stands on: the last one. */
export function latestOf<Row extends Signed>(definition: ProcessDefinition, duty: DutyKey, decisions: readonly Row[]): { signed: Row; at: number } | null {
  const elements = stepsOfDuty(definition, duty);
  const at = decisions.findLastIndex((decision) => elements.includes(decision.element));
  const signed = decisions[at];
  return signed ? { signed, at } : null;
}

function agreed(definition: ProcessDefinition, duty: DutyKey, decisions: readonly Signed[]): boolean {
  return latestOf(definition, duty, decisions)?.signed.outcome === 'agree';
}

export type UnmetForActivation = 'no_approving_reply' | 'terms_not_accepted' | 'no_provision';

/** May data flow? Agreed, terms accepted by both sides after it, delivery recorded after that. */
export function unmetForActivation(definition: ProcessDefinition, decisions: readonly Signed[]): UnmetForActivation | null {
  const reply = latestOf(definition, 'provider-decision', decisions);
  if (!reply || reply.signed.outcome === 'refuse') return 'no_approving_reply';
  const after = decisions.slice(reply.at + 1);
  if (!latestOf(definition, 'terms-applicant', after) || !latestOf(definition, 'terms-provider', after)) return 'terms_not_accepted';
  return latestOf(definition, 'provision', after) ? null : 'no_provision';
}
