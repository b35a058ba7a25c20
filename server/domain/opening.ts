import type { Answers } from '#forms/answers.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import type { OpenCaseFacts } from '#processes/directional-open/process.ts';
import type { DutyKey } from '#processes/duties.ts';
import { listIn } from './case-kinds.ts';
import { isByFiler, latestOf } from './duties.ts';
import type { Filers, Signed } from './duties.ts';
import type { GrantTerms } from './grants.ts';

/** An opening is delivered through an interface only (invariant I6). */
export const OPEN_METHODS = ['query_api', 'verify_api'] as const;

export type UnmetForOpening =
  | 'not_accepted_yet'
  | 'decided_by_the_filer'
  | 'decided_by_another_department'
  | 'decided_on_older_content'
  | 'reviews_missing'
  | 'conflict_not_convened'
  | 'no_proposal'
  | 'no_leader_approval'
  | 'release_withheld';

type Place = OpenCaseFacts & Filers & { readonly revision: number };

/** The decision that answers the applicant: the bureau's not to accept, or the provider's result. */
export function answerOf<Row extends Signed>(definition: ProcessDefinition, decisions: readonly Row[]): Row | null {
  const accepted = latestOf(definition, 'open-acceptance', decisions)?.signed;
  if (accepted?.outcome === 'decline') return accepted;
  return latestOf(definition, 'open-proposal', decisions)?.signed ?? null;
}

/**
 * May the answer be recorded? Judged on the signatures themselves, whatever was drawn (DOMAIN §4.4; invariants I1, I2, I4;
 * SoD 1, 3, 4): accepted by the bureau, reviewed by provider, related departments and confidentiality reviewer, convened
 * where these disagree, proposed by the provider's steward and signed by its leader.
 */
export function unmetForOpening(definition: ProcessDefinition, place: Place, decisions: readonly Signed[]): UnmetForOpening | null {
  const { provider, bureau, applicant, revision } = place;
  const accepted = latestOf(definition, 'open-acceptance', decisions);
  if (!accepted || (accepted.signed.outcome !== 'accept' && accepted.signed.outcome !== 'decline')) return 'not_accepted_yet';
  if (accepted.signed.actingAs !== `${bureau}:bureau_open_officer`) return 'decided_by_another_department';
  if (isByFiler(place, accepted.signed)) return 'decided_by_the_filer';
  if (accepted.signed.revision !== revision) return 'decided_on_older_content';
  if (accepted.signed.outcome === 'decline') return null;

  const after = decisions.slice(accepted.at + 1);
  if (after.some((signed) => signed.actingAs.startsWith(`${applicant}:`))) return 'decided_by_another_department';
  const by = (duty: DutyKey) => latestOf(definition, duty, after);
  const [reviewed, related, released] = [by('open-provider-review'), by('open-related-review'), by('open-release-check')];
  if (!reviewed || !related || !released) return 'reviews_missing';
  if (reviewed.signed.actingAs !== `${provider}:data_steward`) return 'decided_by_another_department';
  if (released.signed.actingAs !== `${provider}:dept_confidentiality_reviewer`) return 'decided_by_another_department';
  const convened = by('open-convening');
  if (reviewed.signed.outcome !== related.signed.outcome && convened?.signed.actingAs !== `${bureau}:bureau_leader`)
    return 'conflict_not_convened';

  const proposed = by('open-proposal');
  if (!proposed || proposed.at < Math.max(reviewed.at, related.at, released.at, convened?.at ?? 0)) return 'no_proposal';
  if (proposed.signed.actingAs !== `${provider}:data_steward`) return 'decided_by_another_department';
  const signed = by('open-approval');
  if (!signed || signed.at < proposed.at || signed.signed.outcome !== 'agree') return 'no_leader_approval';
  if (signed.signed.actingAs !== `${provider}:dept_leader`) return 'decided_by_another_department';
  if (signed.signed.accountId === proposed.signed.accountId || signed.signed.accountId === released.signed.accountId)
    return 'no_leader_approval';
  return proposed.signed.outcome !== 'refuse' && !isReleasable(definition, after.slice(0, proposed.at)) ? 'release_withheld' : null;
}

/** Conclusions of a review that let something out. */
export const RELEASING: readonly string[] = ['release', 'release_after_masking', 'release_partly', 'directed_only'];

/**
 * May the data go to this applicant by what was decided on their confidentiality? Within the decision there was, or by a
 * review of its own.
 */
export function isReleasable(definition: ProcessDefinition, decisions: readonly Signed[]): boolean {
  const checked = latestOf(definition, 'open-release-check', decisions);
  if (checked?.signed.outcome === 'pass') return true;
  const approved = latestOf(definition, 'confidentiality-approval', decisions);
  return checked !== null && approved !== null && approved.at > checked.at && RELEASING.includes(approved.signed.outcome);
}

export type UnmetForIssue = 'no_approving_reply' | 'agreement_not_signed' | 'no_interface_recorded';

const SIGNERS = [
  ['open-agreement-applicant', ({ applicant }: OpenCaseFacts) => `${applicant}:external_applicant`],
  ['open-agreement-provider', ({ provider }: OpenCaseFacts) => `${provider}:data_steward`],
  ['open-agreement-bureau', ({ bureau }: OpenCaseFacts) => `${bureau}:bureau_open_officer`],
] as const satisfies readonly (readonly [DutyKey, (facts: OpenCaseFacts) => string])[];

/** May a credential be issued? Agreed, the agreement signed after it by all three, the operator's step recorded after that (I2). */
export function unmetForIssue(definition: ProcessDefinition, facts: OpenCaseFacts, decisions: readonly Signed[]): UnmetForIssue | null {
  const approved = latestOf(definition, 'open-approval', decisions);
  const proposed = latestOf(definition, 'open-proposal', decisions);
  if (!approved || !proposed || (proposed.signed.outcome !== 'agree' && proposed.signed.outcome !== 'partly')) return 'no_approving_reply';
  const after = decisions.slice(approved.at + 1);
  const signatures = SIGNERS.map(([duty, group]) => ({ group: group(facts), found: latestOf(definition, duty, after) }));
  if (signatures.some(({ group, found }) => found?.signed.actingAs !== group)) return 'agreement_not_signed';
  const last = Math.max(...signatures.map(({ found }) => found?.at ?? 0));
  return latestOf(definition, 'interface-issue', after.slice(last + 1)) ? null : 'no_interface_recorded';
}

/** What is opened: the provider's result, cut to what was applied for. */
export function openTerms(
  application: Answers,
  decided: Answers,
  items: readonly { id: string; maskRule?: string | null | undefined }[],
): GrantTerms {
  const asked = listIn(application, 'itemIds');
  const granted = listIn(decided, 'approvedItems').filter((id) => asked.includes(id));
  const method = OPEN_METHODS.find((known) => known === decided['approvedMethod']);
  if (method === undefined) throw new Error('an opening that is no interface');
  const masked = items.some(({ id, maskRule }) => granted.includes(id) && maskRule != null && maskRule !== 'pass');
  const wanted = String(application['validTo']);
  const until = String(decided['validTo']);
  return {
    items: granted,
    method,
    treatment: masked ? 'masked' : 'raw',
    rowFilter: '',
    quota: Math.min(Number(decided['quota']), Number(application['qps'])),
    quotaUnit: 'per_second',
    validFrom: String(application['validFrom']),
    validTo: until < wanted ? until : wanted,
  };
}

/** Items that may not leave unmasked: level 2 and above, personal information or secrets without a rule (requirement 2). */
export function unmaskedItems(
  items: readonly { id: string; level: number; flags: readonly string[]; maskRule?: string | null | undefined }[],
  granted: readonly string[],
): string[] {
  const needsRule = ['personal', 'sensitive_personal', 'business_secret'];
  return items
    .filter(({ id, level, flags, maskRule }) => {
      const sensitive = level >= 2 || flags.some((flag) => needsRule.includes(flag));
      return granted.includes(id) && sensitive && maskRule == null;
    })
    .map(({ id }) => id);
}
