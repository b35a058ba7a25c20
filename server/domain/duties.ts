import type { ProcessDefinition, Step } from '#processes/definition.ts';
import { dutyOf, keptApart } from '#processes/duties.ts';
import type { DutyKey } from '#processes/duties.ts';
import { conditionalShare } from '#processes/conditional-share/process.ts';
import { organisationOf } from './actor.ts';
import type { Actor, Principal } from './actor.ts';
import { contentKindOf, stepOf, stepsOfDuty } from './steps.ts';

/** A recorded signature; lists of them are in the order of the case's chain. */
export type Signed = {
  readonly element: string;
  readonly round: number;
  readonly outcome: string;
  readonly accountId: string;
  readonly actingAs: string;
  /** Whose deputy signed; what was signed is the act of both. */
  readonly actingFor?: string | null | undefined;
  readonly revision: number;
};

/** Who stands where in a share: organisations by id. */
export type Sides = {
  readonly applicant: string;
  readonly provider: string;
  readonly bureau: string;
  readonly secrecy: string;
  readonly sameDepartment: boolean;
};

/**
 * Separation of duties: nobody decides what they filed, revised or supplemented (SoD 1); who reviewed a case in one post
 * reviews it in no other, nor does who acted for the applicant's side where that is not the provider's too (SoD 2, 9). In
 * the same post (`candidates`) the same person goes on with what they began.
 */
export function barredFrom(
  definition: ProcessDefinition,
  startForm: string,
  step: Step,
  file: Filers & { readonly applicant: string; readonly provider: string },
  decisions: readonly Signed[],
  candidates: readonly string[],
): string[] {
  const wrote = decisions.filter((decision) => {
    const earlier = stepOf(definition, decision.element);
    // Whoever grades changes a few fields: who does so again had a hand in the content before, and may.
    return contentKindOf(earlier, startForm) !== 'decision' && (step.edits === null || earlier.edits === null);
  });
  const others = isReview(definition, step.element)
    ? decisions.filter(
        (decision) =>
          decision.element !== step.element &&
          !areOneHand(dutyAt(definition, decision.element), step.duty) &&
          !candidates.includes(decision.actingAs) &&
          (isReview(definition, decision.element) ||
            (file.applicant !== file.provider && organisationOf(decision.actingAs) === file.applicant)),
      )
    : [];
  const kept = apartFrom(definition, step);
  const apart = decisions.filter((decision) => kept.includes(decision.element));
  return [...new Set([...filersOf(file), ...[...wrote, ...others, ...apart].flatMap(signersOf)])];
}

/** The steps whose signers do not sign this one, whatever else they may sign (SoD 9). */
function apartFrom(definition: ProcessDefinition, step: Step): string[] {
  const duties = step.duty === null ? [] : keptApart(step.duty);
  return duties.flatMap((duty) => stepsOfDuty(definition, duty));
}

/** Who filed a case, and the person in whose post a deputy did. */
export type Filers = { readonly filedBy: string; readonly filedFor?: string | null | undefined };

function filersOf({ filedBy, filedFor }: Filers): string[] {
  return filedFor == null ? [filedBy] : [filedBy, filedFor];
}

/** Did whoever filed the case sign this, or one of them for the other? */
export function isByFiler(file: Filers, signed: Signed): boolean {
  return signersOf(signed).some((signer) => filersOf(file).includes(signer));
}

function signersOf({ accountId, actingFor }: Signed): string[] {
  return actingFor == null ? [accountId] : [accountId, actingFor];
}

const ONE_HAND: readonly (DutyKey | null)[] = ['confidentiality-approval', 'head-signature'];

/** The head who approved the confidentiality review signs the entry too, and again when it comes back: nobody else in a department could. */
function areOneHand(signed: DutyKey | null, now: DutyKey | null): boolean {
  return ONE_HAND.includes(signed) && ONE_HAND.includes(now);
}

/**
 * A member of the applicant's department does not answer it, whatever else they are appointed to (SoD 3, 4). Where one
 * department is both sides, others answer, or the case is the department's own. A deputy is on the sides of both people.
 */
export function answersOwnSide(
  definition: ProcessDefinition,
  step: Step,
  sides: Pick<Sides, 'applicant' | 'provider'>,
  actor: Pick<Actor, 'organisationId' | 'groups'>,
  actingFor: Pick<Principal, 'organisations'> | null = null,
): boolean {
  if (sides.applicant === sides.provider || !isReview(definition, step.element)) return false;
  const sidesOf = [actor.organisationId, ...actor.groups.map(organisationOf), ...(actingFor?.organisations ?? [])];
  return sidesOf.includes(sides.applicant);
}

/** Is this a step at which somebody judges for the office, so that whoever signed another such step of the case may not? */
export function isReview(definition: ProcessDefinition, element: string): boolean {
  const duty = dutyAt(definition, element);
  return duty !== null && dutyOf(duty).review;
}

/** Is this a step of an answer that the applicant sees only once it is recorded? */
export function isReply(definition: ProcessDefinition, element: string): boolean {
  const duty = dutyAt(definition, element);
  return (duty !== null && dutyOf(duty).reply) || (isCalled(definition, element) && repliesIn(definition));
}

/** Is this a step of a process that the case's own calls? */
export function isCalled({ elements }: ProcessDefinition, element: string): boolean {
  return elements.some(({ id, call }) => id === element && call !== null);
}

/** Does this process answer somebody? Then what it calls on the way there is part of the answer. */
function repliesIn({ steps }: ProcessDefinition): boolean {
  return steps.some(({ duty }) => duty !== null && dutyOf(duty).reply);
}

function dutyAt(definition: ProcessDefinition, element: string): DutyKey | null {
  return definition.steps.find((step) => step.element === element)?.duty ?? null;
}

export type ReplyFacts = Sides &
  Filers & {
    readonly reviewLevel: number;
    readonly revision: number;
    readonly areaApplicant: boolean;
    /** An earlier answer is contested: nobody's consent is asked to that. */
    readonly contests: boolean;
  };

export type Unmet =
  | 'no_provider_decision'
  | 'decided_by_the_filer'
  | 'decided_by_another_department'
  | 'decided_on_older_content'
  | 'no_internal_consent'
  | 'no_area_consent'
  | 'no_confidentiality_opinion'
  | 'no_leader_approval';

const REPLIES: readonly string[] = ['agree', 'partly', 'refuse'];

/**
 * May the provider's reply be recorded? Judged on the recorded signatures themselves, whatever was drawn
 * (DOMAIN invariants I2-I4; SoD 3, 4, 9; 政务数据共享条例 Art 20, 21). An opinion or approval counts when the right post gave it
 * after the decision, and a person who neither filed nor signed before.
 */
export function unmetForReply(definition: ProcessDefinition, facts: ReplyFacts, decisions: readonly Signed[]): Unmet | null {
  const { provider, bureau, secrecy, sameDepartment, reviewLevel } = facts;
  const decided = latestOf(definition, 'provider-decision', decisions);
  if (!decided || !REPLIES.includes(decided.signed.outcome)) return 'no_provider_decision';
  const filers = filersOf(facts);
  if (signersOf(decided.signed).some((signer) => filers.includes(signer))) return 'decided_by_the_filer';
  if (decided.signed.actingAs !== (sameDepartment ? `${bureau}:bureau_leader` : `${provider}:data_steward`))
    return 'decided_by_another_department';
  if (decided.signed.revision !== facts.revision) return 'decided_on_older_content';
  const unasked = facts.contests ? null : unmetForConsent(definition, facts, decisions.slice(0, decided.at));
  if (unasked) return unasked;

  const after = decisions.slice(decided.at + 1);
  const signers = [...filers, ...signersOf(decided.signed)];
  if (decided.signed.outcome !== 'refuse' && reviewLevel >= 3) {
    const opinion = agreed(definition, 'confidentiality-opinion', after, signers);
    if (opinion?.actingAs !== (sameDepartment ? `${secrecy}:city_confidentiality_reviewer` : `${provider}:dept_confidentiality_reviewer`))
      return 'no_confidentiality_opinion';
    signers.push(...signersOf(opinion));
  }
  if (reviewLevel >= 4 && !sameDepartment && agreed(definition, 'leader-approval', after, signers)?.actingAs !== `${provider}:dept_leader`)
    return 'no_leader_approval';
  return null;
}

/**
 * Did the applicant's own side consent to what it last wrote, before it was answered: its steward, and in a county or a zone its
 * data officer, who is somebody else (政务数据共享条例 Art 20)?
 */
function unmetForConsent(definition: ProcessDefinition, facts: ReplyFacts, decisions: readonly Signed[]): Unmet | null {
  const written = decisions.findLastIndex(
    ({ element }) => contentKindOf(stepOf(definition, element), conditionalShare.startForm) === 'application',
  );
  const since = decisions.slice(written + 1);
  const filers = filersOf(facts);
  const consent = agreed(definition, 'internal-consent', since, filers);
  if (consent?.actingAs !== `${facts.applicant}:data_steward`) return 'no_internal_consent';
  if (!facts.areaApplicant) return null;
  const officer = agreed(definition, 'area-officer', since, [...filers, ...signersOf(consent)]);
  return officer?.actingAs === `${facts.applicant}:area_data_officer` ? null : 'no_area_consent';
}

/** The last signature of a duty, and where it stands in the list. */
export function latestOf<Row extends Signed>(
  definition: ProcessDefinition,
  duty: DutyKey,
  decisions: readonly Row[],
): { signed: Row; at: number } | null {
  const elements = stepsOfDuty(definition, duty);
  const at = decisions.findLastIndex((decision) => elements.includes(decision.element));
  const signed = decisions[at];
  return signed ? { signed, at } : null;
}

function agreed(definition: ProcessDefinition, duty: DutyKey, decisions: readonly Signed[], signers: readonly string[]): Signed | null {
  const signed = latestOf(definition, duty, decisions)?.signed;
  return signed?.outcome === 'agree' && !signersOf(signed).some((signer) => signers.includes(signer)) ? signed : null;
}

export type UnmetForActivation = 'no_approving_reply' | 'terms_not_accepted' | 'no_provision';

/** May data flow? Agreed, terms accepted after it by each side for itself, delivery recorded after that. */
export function unmetForActivation(definition: ProcessDefinition, sides: Sides, decisions: readonly Signed[]): UnmetForActivation | null {
  const reply = latestOf(definition, 'provider-decision', decisions);
  if (!reply || (reply.signed.outcome !== 'agree' && reply.signed.outcome !== 'partly')) return 'no_approving_reply';
  const after = decisions.slice(reply.at + 1);
  const wanted = latestOf(definition, 'terms-applicant', after);
  const offered = latestOf(definition, 'terms-provider', after);
  if (!wanted || organisationOf(wanted.signed.actingAs) !== sides.applicant) return 'terms_not_accepted';
  if (!offered || organisationOf(offered.signed.actingAs) !== (sides.sameDepartment ? sides.bureau : sides.provider))
    return 'terms_not_accepted';
  return latestOf(definition, 'provision', after.slice(Math.max(wanted.at, offered.at) + 1)) ? null : 'no_provision';
}
