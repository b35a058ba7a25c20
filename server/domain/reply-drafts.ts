import type { ProcessDefinition, Step } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { addresseesOf, organisationOf } from './actor.ts';
import type { Actor } from './actor.ts';
import { isCalled, isReply } from './duties.ts';
import type { TaskState } from './tasks.ts';

/**
 * Until the provider's reply is recorded, what its side decides is a draft: whoever is a party for the applicant alone sees
 * the provider's side as one step in hand, and at once only what is asked of the applicant. All that shows a case asks here.
 */
export type ReplyState = 'none' | 'drafted' | 'recorded';

type Replied = { readonly applicantId: string; readonly parties: readonly string[]; readonly replyState: ReplyState };
type Decided = { readonly element: string; readonly outcome?: string | null | undefined };

/** May this person see the drafts of the provider's side? Who is no party (the bureau, the supervisors) may. */
export function seesDrafts(actor: Pick<Actor, 'accountId' | 'organisationId' | 'groups'>, file: Replied): boolean {
  if (file.replyState === 'recorded') return true;
  const held = addresseesOf(actor).filter((group) => file.parties.includes(group));
  return held.length === 0 || held.some((group) => organisationOf(group) !== file.applicantId);
}

/** Who is told that the case moved: not the applicant while only drafts move. How often it moves would say what was decided. */
export function toldOf({ applicantId, parties, replyState }: Replied): readonly string[] {
  return replyState === 'drafted' ? parties.filter((group) => organisationOf(group) !== applicantId) : parties;
}

/** How the reply stands once this was decided. */
export function replyStateAfter(definition: ProcessDefinition, before: ReplyState, decided: Decided): ReplyState {
  if (before === 'recorded' || !isReply(definition, decided.element)) return before;
  return isDraft(definition, decided) ? 'drafted' : 'none';
}

/** Is this a decision of the provider's side that asks nothing of the applicant? */
export function isDraft(definition: ProcessDefinition, { element, outcome }: Decided): boolean {
  const asks = outcome != null && isOutcomeKey(outcome) && outcomeOf(outcome).effect === 'asks';
  // A called process asks others, never the applicant.
  return isReply(definition, element) && (!asks || isCalled(definition, element));
}

/** A step of a case as its task tells it. */
export type SeenTask = {
  readonly id: string;
  readonly element: string;
  readonly name: string;
  readonly round: number;
  readonly state: TaskState;
  readonly candidates: readonly string[];
  readonly outcome?: string | null | undefined;
  readonly decidedBy?: string | null | undefined;
  readonly dueAt?: Date | null | undefined;
  readonly createdAt: Date;
  readonly closedAt?: Date | null | undefined;
};

/**
 * The steps of a case, in their order, for whoever may not see the drafts: each stretch of them is the one step with which
 * it began (of several at once the first that is drawn), in hand until the case ends. A stretch that ended by asking the applicant is that request.
 */
export function withoutDrafts(
  definition: ProcessDefinition,
  file: { readonly endedAt?: Date | null | undefined },
  tasks: readonly SeenTask[],
): SeenTask[] {
  const seen: SeenTask[] = [];
  const rounds = new Map<string, number>();
  const first = firstOfReply(definition)?.element;
  let inHand: SeenTask | null = null;
  for (const task of tasks) {
    if (!isReply(definition, task.element)) {
      seen.push(task);
      continue;
    }
    const draft = isDraft(definition, task);
    const round: number = inHand?.round ?? (rounds.get(task.element) ?? 0) + 1;
    const shown: SeenTask = draft
      ? {
          ...(inHand === null || (task.element === first && inHand.element !== first) ? task : inHand),
          ...inHandUntil(file.endedAt ?? null),
          dueAt: task.dueAt,
          round,
        }
      : { ...task, round };
    if (inHand) seen.splice(seen.indexOf(inHand), 1, shown);
    else seen.push(shown);
    rounds.set(shown.element, round);
    inHand = draft ? shown : null;
  }
  return seen;
}

function inHandUntil(endedAt: Date | null): Pick<SeenTask, 'state' | 'outcome' | 'decidedBy' | 'closedAt'> {
  return { state: endedAt === null ? 'open' : 'cancelled', outcome: null, decidedBy: null, closedAt: endedAt };
}

/** What happened, for whoever may not see the drafts: of each stretch its beginning and what was asked of the applicant. */
export function eventsWithoutDrafts<Event extends { readonly type: string; readonly data: Readonly<Record<string, unknown>> }>(
  definition: ProcessDefinition,
  events: readonly Event[],
): Event[] {
  let inHand = false;
  return events.filter(({ type, data: { element, outcome } }) => {
    if (type.startsWith('review.') || (typeof element === 'string' && isCalled(definition, element))) return false;
    if (typeof element !== 'string' || !type.startsWith('task.') || !isReply(definition, element)) return true;
    const began = type === 'task.created' && !inHand;
    const asked = type === 'task.decided' && typeof outcome === 'string' && !isDraft(definition, { element, outcome });
    inHand = !asked;
    return began || asked;
  });
}

/** Names of the steps in hand, for whoever may not see the drafts: the provider's side goes by its first duty. */
export function namesInHand(
  definition: ProcessDefinition,
  open: readonly { readonly element: string; readonly name: string }[],
  replyState: ReplyState,
): string[] {
  const others = open.filter(({ element }) => !isReply(definition, element)).map(({ name }) => name);
  const first = firstOfReply(definition);
  const inHand = replyState === 'drafted' || others.length < open.length;
  return first !== null && inHand ? [...others, first.name] : others;
}

/** The steps still to come, for whoever may not see the drafts: those behind the provider's first are part of it. */
export function aheadWithoutDrafts<Ahead extends { readonly element: string }>(
  definition: ProcessDefinition,
  ahead: readonly Ahead[],
): Ahead[] {
  const first = firstOfReply(definition);
  return ahead.filter(({ element }) => element === first?.element || !isReply(definition, element));
}

function firstOfReply(definition: ProcessDefinition): Step | null {
  return definition.steps.find(({ element }) => isReply(definition, element)) ?? null;
}
