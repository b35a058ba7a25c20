import { askPlaceOf } from '#server/auth/colleague.ts';
import { isHidden, refuseOperationOf, standingOf } from '#server/auth/operation.ts';
import { may } from '#server/auth/ability.ts';
import { backPlaceOf } from '#server/db/back-place.ts';
import { readCase } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { peopleOf } from '#server/db/persons.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { signersIn } from '#server/db/signers.ts';
import type { Db } from '#server/db/transact.ts';
import { accountOf, organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { cannotAsk } from '#server/domain/colleagues.ts';
import type { Ask } from '#server/domain/colleagues.ts';
import { cannotTakeBack, returnTargets } from '#server/domain/going-back.ts';
import type { ReturnTarget } from '#server/domain/going-back.ts';
import { isId } from '#server/domain/ids.ts';
import { mayInQuarantine } from '#server/domain/operations.ts';
import type { Operation } from '#server/domain/operations.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { SignerPlace, SignerState } from '#server/domain/signers.ts';
import { isDecision, stepOf } from '#server/domain/steps.ts';
import { randomUUID } from 'node:crypto';
import { groupView } from './group-view.ts';
import type { GroupView } from './group-view.ts';

/** One signer of a step as people read it: whom it asks, who has it in hand, how far they are. */
export type SignerView = {
  readonly id: string;
  readonly place: SignerPlace;
  readonly posts: readonly GroupView[];
  readonly holder: string | null;
  readonly delegate: string | null;
  readonly state: Exclude<SignerState, 'removed'>;
  readonly outcome: string | null;
  /** The reader added this one and may do without. */
  readonly removable: boolean;
};

export type Choice = { readonly id: string; readonly name: string; readonly organisation: string; readonly post: string };

/** What the form of an operation offers. */
export type OperationChoices = {
  readonly people: readonly Choice[];
  readonly targets: readonly ReturnTarget[];
};

type BackRows = Pick<CaseRows, 'head' | 'events' | 'decisions' | 'tasks'>;

export function signerViews(db: Db, actor: Actor, { signers, people }: Pick<CaseRows, 'signers' | 'people'>, taskId: string): SignerView[] {
  const nameOf = (addressee: string | null) => (addressee === null ? null : (people[accountOf(addressee) ?? ''] ?? null));
  return signers.flatMap((signer) => {
    const { id, place, groups, holder, delegate, state, outcome, addedBy } = signer;
    if (signer.taskId !== taskId || state === 'removed') return [];
    const posts = groups.map((group) => groupView(db, group));
    const removable = addedBy === actor.accountId && state !== 'signed';
    return [{ id, place, posts, holder: nameOf(holder), delegate: nameOf(delegate), state, outcome, removable }];
  });
}

/** Whether an operation that the table allows has anything to work on in this case. */
export function isPossible(
  operation: Operation,
  actor: Actor,
  release: Release,
  parts: BackRows & Pick<CaseRows, 'signers'>,
  task: BackRows['tasks'][number],
): boolean {
  if (parts.head.quarantinedAt != null && !mayInQuarantine(operation)) return false;
  const ofTask = parts.signers.filter(({ taskId }) => taskId === task.id);
  switch (operation) {
    case 'return':
      return returnTargets(backPlaceOf(release, parts.head, parts), task.element).length > 0;
    case 'take_back':
      return mayTakeBack(release, parts, task);
    case 'add_signer':
      return isDecision(stepOf(release.definition, task.element), release.startForm);
    case 'transfer':
      return ofTask.length === 0 || ofTask.some(({ place, state }) => place === 'drawn' && state === 'due');
    case 'release':
      return ofTask.some(({ place, state, holder }) => place === 'drawn' && state === 'due' && holder !== null);
    case 'remove_signer':
      return ofTask.some(({ addedBy, state }) => addedBy === actor.accountId && (state === 'due' || state === 'waiting'));
    // The applicant urges the case, whoever has it in hand.
    case 'urge':
      return false;
    default:
      return true;
  }
}

function mayTakeBack(release: Release, parts: BackRows, task: BackRows['tasks'][number]): boolean {
  if (hasEnded(parts.head.state) || cannotTakeBack(backPlaceOf(release, parts.head, parts), task.element, task.outcome ?? '') !== null)
    return false;
  const [next, ...others] = parts.tasks.filter(({ state }) => state === 'open');
  if (!next || others.length > 0) return false;
  return !parts.events.some(({ type, data }) => data['taskId'] === next.id && type !== 'task.created');
}

/** Whom one may ask, and where to a case may be returned; asked for when the form of an operation opens. */
export async function operationChoices(
  db: Db,
  actor: Actor,
  input: { readonly taskId: string; readonly operation: Operation },
): Promise<OperationChoices | Refusal> {
  if (!isId(input.taskId)) return refuse('not_found', { reason: 'task_not_found' });
  const em = db.orm.em.fork();
  const parts = await readCase(em, { taskId: input.taskId }, ['head', 'tasks', 'signers', 'events', 'decisions'], actor.accountId);
  const task = parts?.tasks.find(({ id }) => id === input.taskId);
  if (!parts || !task || !may(actor, 'read', 'Task', { ...task, parties: parts.head.parties, keptFrom: parts.head.keptFrom }))
    return refuse('not_found', { reason: 'task_not_found' });
  const { head } = parts;
  const release = releaseOf(db.reference, head.processKey, head.release);
  if (isHidden(actor, release, head, parts.tasks, task.id)) return refuse('not_found', { reason: 'task_not_found' });
  const step = stepOf(release.definition, task.element);
  const signers = signersIn(parts, task, step.signing, randomUUID);
  const { relations, turn } = standingOf(actor, release, head, task, step, signers);
  const refused = refuseOperationOf(actor, task.state, relations, input.operation);
  if (refused) return refused;

  const targets = input.operation === 'return' ? returnTargets(backPlaceOf(release, head, parts), task.element) : [];
  const ask = askOf(input.operation);
  if (ask === null) return { people: [], targets };
  const signer = turn?.signer ?? signers.find(({ state, place }) => state === 'due' && place === 'drawn') ?? null;
  const place = askPlaceOf(actor, { file: head, task, release, step, signers }, ask === 'copy' ? null : signer);
  const organisations = ask === 'copy' ? place.organisations : [...place.posts.map(organisationOf), actor.organisationId];
  const people = await peopleOf(em, [...new Set(organisations)], dayOf(db.now(), db.reference.calendar.timezone));
  return {
    people: people
      .filter((person) => cannotAsk(ask, person, place) === null)
      .map(({ accountId, name, organisationName, groups }) => ({
        id: accountId,
        name,
        organisation: organisationName,
        post: groups[0]?.slice(organisationOf(groups[0]).length + 1) ?? '',
      })),
    targets,
  };
}

function askOf(operation: Operation): Ask | null {
  return operation === 'transfer' || operation === 'delegate' || operation === 'add_signer' || operation === 'copy' ? operation : null;
}
